import { argumentCheck, type CheckArguments } from './check-arguments.ts';

/** JSON schema of a tool's arguments: always an object, so that arguments have names a model can fill in. */
export interface ToolParameters {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

/** What a model is told about a tool. Prompt text: one or two sentences, for whoever has to choose it. */
export interface ToolDescription {
  readonly description: string;
  readonly parameters: ToolParameters;
}

/** What a call may know. No address is among it, and no other conversation: a tool cannot be talked into either. */
export interface ToolContext {
  /** Of the conversation the call is made for; opaque, the same for all its calls. */
  readonly conversationId: string;
  readonly kind: 'person' | 'group';
  /** Epoch ms. */
  readonly now: number;
  /** IANA name of the person's time zone, as far as it is known. */
  readonly timeZone: string;
  /** Aborted when the call's time is over or the turn has ended. */
  readonly signal: AbortSignal;
}

/**
 * The port to something Chip can do besides answering. One class, listed in a module; no file of the core changes.
 * Stateless or safe to be called by many turns at once.
 */
export abstract class Tool {
  /** What the model calls it by: lower case, digits and underscores, at most 64 characters. */
  abstract readonly name: string;
  /** Longest time for one call, in milliseconds; it is cut shorter when the turn has less left. */
  readonly timeoutMs: number = 8000;
  /**
   * For a tool that goes where its arguments say: the hosts they may name, `*.example.org` for all below it. A call with
   * another address in any argument is refused. Undefined: addresses in arguments are mere text to it.
   */
  readonly allowedHosts: readonly string[] | undefined = undefined;
  /** Must be constant: a description that varies spoils the provider's prompt cache. */
  abstract describe(): ToolDescription;
  /**
   * Does it. `input` has passed the check below. Text is shown to the model as it is, anything else as JSON; a
   * `NothingFound` says that there is nothing; what is thrown is shown as a failure, so its message must hold no secret
   * and no address.
   */
  abstract invoke(input: Readonly<Record<string, unknown>>, context: ToolContext): Promise<unknown>;

  /**
   * How arguments are checked: by the schema of `describe()`, closed to everything it does not name.
   *
   * @throws Error naming what is wrong with the schema.
   */
  argumentCheck(): CheckArguments {
    return argumentCheck(this.describe().parameters);
  }
}
