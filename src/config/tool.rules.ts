import { statSync } from 'node:fs';
import type { ChipConfig } from './chip.config.ts';

/** The tools that come with Chip, by the names that TOOLS takes. */
export const TOOL_NAMES = ['current_time', 'knowledge', 'calendar', 'web_search', 'remind'] as const;
export type ToolName = (typeof TOOL_NAMES)[number];

/** What hinders a tool that is switched on, each with the way to mend it. */
export function toolProblems(config: ChipConfig): string[] {
  const problems: string[] = [];
  const unless = (fine: boolean, problem: string): void => void (fine || problems.push(problem));
  const on = (name: ToolName): boolean => config.TOOLS.includes(name);

  unless(
    config.TOOLS.every((name) => (TOOL_NAMES as readonly string[]).includes(name)),
    `TOOLS must name tools that there are, separated by commas: ${TOOL_NAMES.join(', ')}`,
  );
  unless(
    !on('knowledge') || isFolder(config.KNOWLEDGE_PATH),
    'KNOWLEDGE_PATH must be a folder with Markdown files: make it, set the right one, or take knowledge out of TOOLS',
  );
  unless(
    !on('calendar') || config.CALENDAR_URLS.length > 0,
    'CALENDAR_URLS is missing: name a feed or file, or take calendar out of TOOLS',
  );
  unless(
    config.CALENDAR_URLS.every(isCalendarSource),
    'CALENDAR_URLS must be https:// or webcal:// addresses or files, separated by commas; http:// only on this machine',
  );
  unless(
    !on('web_search') || config.WEB_SEARCH_URL !== undefined || config.WEB_SEARCH_KEY !== undefined,
    'WEB_SEARCH_URL is missing: set the address of a SearXNG, or WEB_SEARCH_KEY for Brave, or take web_search out of TOOLS',
  );
  unless(
    config.WEB_SEARCH_KEY === undefined ||
      config.WEB_SEARCH_URL === undefined ||
      isPrivate(config.WEB_SEARCH_URL),
    'WEB_SEARCH_URL must be https:// beside WEB_SEARCH_KEY: the key would be sent in the clear',
  );
  return problems;
}

/** A setting without its tool is most often a tool that somebody thinks is on. */
export function toolWarnings(config: ChipConfig): string[] {
  const settings: [ToolName, string, boolean][] = [
    ['calendar', 'CALENDAR_URLS', config.CALENDAR_URLS.length > 0],
    ['web_search', 'WEB_SEARCH_URL', config.WEB_SEARCH_URL !== undefined],
    ['web_search', 'WEB_SEARCH_KEY', config.WEB_SEARCH_KEY !== undefined],
  ];
  const off = settings
    .filter(([tool, , set]) => set && !config.TOOLS.includes(tool))
    .map(([tool, variable]) => `${variable} is set, but TOOLS does not name ${tool}: it is off`);
  // "Thursday at 9" cannot be reckoned by a model that knows no date.
  const blind = config.TOOLS.includes('remind') && !config.TOOLS.includes('current_time');
  return blind ? [...off, 'TOOLS names remind without current_time: add it, or dates will be guessed'] : off;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** What has a scheme is an address; everything else is a file, which may come later. */
function isCalendarSource(source: string): boolean {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(source)) return true;
  return /^webcals?:/i.test(source) || isPrivate(source);
}

/** Encrypted on the way, or not leaving this machine. */
function isPrivate(address: string): boolean {
  const url = URL.parse(address);
  if (url?.protocol === 'http:') return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  return url?.protocol === 'https:';
}
