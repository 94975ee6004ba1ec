import type { FactoryProvider } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { TOOL_NAMES, type ToolName } from '../config/tool.rules.ts';
import { ConversationStore } from '../conversation/conversation.store.ts';
import type { Tool } from './tool.ts';

/** How each is made. Their libraries are loaded here and not above: who does not use a tool does not pay for it. */
const MAKE: Record<ToolName, (config: ChipConfig, store?: ConversationStore) => Promise<Tool>> = {
  current_time: async () => {
    const { CurrentTimeTool } = await import('./current-time.tool.ts');
    return new CurrentTimeTool();
  },
  knowledge: async ({ KNOWLEDGE_PATH }) => {
    const { KnowledgeBase } = await import('./knowledge/knowledge.base.ts');
    const { KnowledgeTool } = await import('./knowledge/knowledge.tool.ts');
    return new KnowledgeTool(new KnowledgeBase(KNOWLEDGE_PATH));
  },
  calendar: async ({ CALENDAR_URLS, DEFAULT_TIME_ZONE }) => {
    const { CalendarFeed } = await import('./calendar/calendar.feed.ts');
    const { CalendarTool } = await import('./calendar/calendar.tool.ts');
    return new CalendarTool(
      CALENDAR_URLS.map((source, index) => new CalendarFeed(source, index + 1, DEFAULT_TIME_ZONE)),
    );
  },
  web_search: async ({ WEB_SEARCH_URL, WEB_SEARCH_KEY }) => {
    const { brave, searxng } = await import('./web-search/search.engine.ts');
    const { WebSearchTool } = await import('./web-search/web-search.tool.ts');
    if (WEB_SEARCH_KEY) return new WebSearchTool(brave(WEB_SEARCH_KEY, WEB_SEARCH_URL));
    if (WEB_SEARCH_URL) return new WebSearchTool(searxng(WEB_SEARCH_URL));
    throw new Error('WEB_SEARCH_URL is missing');
  },
  remind: async (_config, store) => {
    const { RemindTool } = await import('./remind/remind.tool.ts');
    if (!store) throw new Error('the tool remind needs a store to keep reminders in');
    return new RemindTool(store.jobs);
  },
};

/** One provider a tool, so that Nest starts and stops it; undefined where it is off. */
export const BUILT_IN_TOOLS: FactoryProvider<Tool | undefined>[] = TOOL_NAMES.map((name) => ({
  provide: Symbol(name),
  inject: [ChipConfig, { token: ConversationStore, optional: true }],
  useFactory: async (config: ChipConfig, store?: ConversationStore) =>
    config.TOOLS.includes(name) ? await MAKE[name](config, store) : undefined,
}));
