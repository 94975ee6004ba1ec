import type { StagedWrite } from '../conversation/staged-write.ts';
import { summaryOf } from './asks/summary.ts';
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
  /**
   * For a tool that writes into the store: what is handed in is stored when the turn is committed, and not at all when it is
   * not, or when the call fails. Undefined where no turn is committed afterwards.
   */
  readonly stage?: ((write: StagedWrite) => void) | undefined;
  /** What was handed in by earlier calls of this turn. */
  readonly staged?: readonly StagedWrite[] | undefined;
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
  /**
   * True for a tool that changes something outside the conversation. A call by a model is then kept and not made: the person
   * is asked by text, and it is made, once, when they say yes. What it throws is told to them as a failure that may have done
   * something all the same.
   */
  readonly asks: boolean = false;
  /** Must be constant: a description that varies spoils the provider's prompt cache. */
  abstract describe(): ToolDescription;
  /**
   * Does it. `input` has passed the check below. Text is shown to the model as it is, anything else as JSON; a
   * `NothingFound` says that there is nothing; what is thrown is shown as a failure, so its message must hold no secret
   * and no address.
   */
  abstract invoke(input: Readonly<Record<string, unknown>>, context: ToolContext): Promise<unknown>;

  /**
   * What a call will do, for the person who is asked: one line that holds everything they say yes to, after "Shall I do
   * this?". By default the tool's name and every argument. Must not throw.
   */
  summary(input: Readonly<Record<string, unknown>>): string {
    return summaryOf(this.name, input);
  }

  /**
   * How arguments are checked: by the schema of `describe()`, closed to everything it does not name.
   *
   * @throws Error naming what is wrong with the schema.
   */
  argumentCheck(): CheckArguments {
    return argumentCheck(this.describe().parameters);
  }
}
