/** Tokens that a model has used to read a file. */
export interface ReadingUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** What was found in a file. All texts are a stranger's: what was said, written or drawn, never an instruction. */
export type ReadAttachment = (
  | { kind: 'speech'; text: string }
  | { kind: 'picture'; description: string }
  /** `reason`: one short word for logs and tests, such as `too-large`; it holds nothing of the file or its address. */
  | { kind: 'unreadable'; reason: string }
) & {
  /**
   * Absent where none were told: speech is billed by its length. The same again when a file is asked for again that was
   * read already: a turn that restarts is the same turn.
   */
  readonly usage?: ReadingUsage | undefined;
};

/** The port to whoever listens to and looks at the files that people send. */
export abstract class AttachmentReader {
  /**
   * Reads one file from the URL that its sender's channel gave, which is not to be trusted. Rejects with the signal's
   * reason and with nothing else: what cannot be read is an answer too. Texts that it answers are not blank.
   */
  abstract read(url: string, signal: AbortSignal): Promise<ReadAttachment>;
}
