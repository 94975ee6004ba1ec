import type { ChipConfig } from '../config/chip.config.ts';
import { configFromEnvironment, readEnvironment } from '../config/read-environment.ts';
import type { ConversationStore } from '../conversation/conversation.store.ts';
import type { ConversationInfo } from '../conversation/operator.ts';
import { normalizeAddress } from '../loop/address.ts';
import { openBeside } from '../persistence/open-beside.ts';
import { CommandError } from './command.error.ts';

/** What a command works on. Nothing is read or opened before it is asked for. */
export class CommandContext {
  /** True when a machine reads the answer: no questions, no progress. */
  readonly json: boolean;
  private opened: Promise<ConversationStore> | undefined;

  constructor(json: boolean) {
    this.json = json;
  }

  get environment(): NodeJS.ProcessEnv {
    return readEnvironment();
  }

  get config(): ChipConfig {
    return configFromEnvironment();
  }

  /** The store that the servers use, opened beside them. */
  store(): Promise<ConversationStore> {
    this.opened ??= openBeside(this.config);
    return this.opened;
  }

  /** The conversations of a contact as somebody types it, at least one. */
  async conversationsOf(contact: string): Promise<ConversationInfo[]> {
    const { operator } = await this.store();
    for (const spelling of new Set([normalizeAddress(contact), contact.trim()])) {
      const found = await operator.findConversations(spelling);
      if (found.length > 0) return found;
    }
    throw new CommandError(
      'nobody with this contact has written yet: give the number with its country code (+12055550123), an e-mail address, the id of a group, or a conversationId from the log',
    );
  }

  /** The file of the embedded database. Throws where there is none. */
  databaseFile(instead: string): string {
    const { SUPABASE_URL, DATABASE_PATH: path } = this.config;
    if (SUPABASE_URL !== undefined) throw new CommandError(`the database is a Supabase project: ${instead}`);
    if (path === ':memory:') throw new CommandError('DATABASE_PATH is :memory:, which is no file');
    return path;
  }

  async close(): Promise<void> {
    await this.opened?.then((store) => store.close()).catch(() => undefined);
  }
}
