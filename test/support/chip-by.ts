import { ChipRespond } from '../../src/agent/chip-respond.program.ts';
import { ChipResponder } from '../../src/agent/chip.responder.ts';
import { TurnAnswerer } from '../../src/agent/turn.answerer.ts';
import type { ChipConfig } from '../../src/config/chip.config.ts';
import type { LanguageModel } from '../../src/dspy/language-model.ts';
import { OfflineAttachmentReader } from '../../src/media/offline.attachment-reader.ts';
import { SqliteConversationStore } from '../../src/persistence/sqlite/sqlite.conversation-store.ts';
import { SecretGuard } from '../../src/tools/secret.guard.ts';
import { ToolRegistry } from '../../src/tools/tool.registry.ts';
import type { Tool } from '../../src/tools/tool.ts';

/** A Chip who reads no files, with these tools. */
export function chipBy(lm: LanguageModel, config: ChipConfig, tools: readonly Tool[] = []): ChipResponder {
  const registry = new ToolRegistry(tools, new SecretGuard([]));
  // Not opened: only what asks for a yes reads it.
  const store = new SqliteConversationStore(':memory:', () => undefined);
  const answerer = new TurnAnswerer(lm, config, new OfflineAttachmentReader(), registry, store);
  return new ChipResponder(answerer, config, new ChipRespond());
}
