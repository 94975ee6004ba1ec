import type { ContactExport, Forgotten, Purged, PurgeInput } from './custody.ts';
import type {
  ConversationInfo,
  DeadDetail,
  DeadItem,
  KillSwitch,
  KillSwitchChange,
  KillSwitchInput,
  ManuallySent,
  ManualSend,
  RedriveInput,
  Redriven,
  Stats,
} from './operator.ts';
import type { Trail } from './trail.ts';

/**
 * What whoever runs Chip can do with a store, beside servers that run on it. Each operation is atomic and may be
 * repeated: the second time it changes nothing. Rejects like `ConversationStore`.
 *
 * Part of every `ConversationStore`; the contract suite asks both.
 */
export abstract class OperatorStore {
  /** By the address that is written to, the id the channel knows it by, or our own id. Oldest first. */
  abstract findConversations(contact: string): Promise<ConversationInfo[]>;
  abstract readStats(): Promise<Stats>;

  /**
   * What became of a text, by its id (ours or the channel's), that of its webhook or of a reply to it; else of the newest
   * `limit` texts of a contact.
   */
  abstract readTrail(query: string, limit: number): Promise<Trail>;

  /** Puts a text of a human's into the outbox, behind what is there. It is no part of what Chip remembers. */
  abstract sendByHand(input: ManualSend): Promise<ManuallySent>;

  /** Newest first. */
  abstract listDead(limit: number): Promise<DeadItem[]>;
  abstract showDead(id: string): Promise<DeadDetail | null>;
  /** Makes it due again, as if it had come now. What left behind it stays where it is. */
  abstract redrive(input: RedriveInput): Promise<Redriven>;

  /** No turn is claimed there until `resume`; one that runs is lost. What is committed still leaves. False: it was so. */
  abstract pause(conversationId: string): Promise<boolean>;
  /** What has waited is due at once, as one turn, however old it is. False: it was not paused. */
  abstract resume(conversationId: string): Promise<boolean>;

  /** While it is on, nothing is claimed by any server: no send and no turn. Webhooks are stored. */
  abstract setKillSwitch(input: KillSwitchInput): Promise<KillSwitchChange>;
  abstract readKillSwitch(): Promise<KillSwitch>;

  /** Everything that is held about a contact: an address, the id of a group, or our id of a conversation. */
  abstract exportContact(contact: string): Promise<ContactExport>;
  /**
   * Removes all rows about a contact. Left are keyed hashes: of opt-outs, for ever, and of the ids of events and sends, until
   * `purge` takes them after 30 days. An event with one of these ids is a duplicate; who is opted out stays so.
   */
  abstract forget(contact: string): Promise<Forgotten>;
  /** Removes one batch of what is older, and nothing that is open. Ids of events stay for 30 days at least. */
  abstract purge(input: PurgeInput): Promise<Purged>;
}
