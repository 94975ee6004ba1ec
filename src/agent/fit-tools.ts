import type { ToolSpec } from '../dspy/modules/tool.ts';
import { estimateTokens } from '../dspy/tokens.ts';

/** Of the room for new texts and history: what the descriptions of tools may take, and then what calls and results may. */
const DESCRIPTIONS_SHARE = 0.4;
const RESULTS_SHARE = 0.4;

export interface FittedTools {
  readonly tools: ToolSpec[];
  /** Those there is no room for: the last by name. */
  readonly leftOut: string[];
  /** What remains for new texts and history. */
  readonly roomTokens: number;
}

/**
 * The tools that fit into a turn's prompt, and what they leave of it. A round of calls sends all that was called before once
 * more, so what they may give in one turn is bounded as a whole, not only each by itself.
 */
export function fitTools(specs: readonly ToolSpec[], roomTokens: number, hintTokens: number): FittedTools {
  const most = roomTokens * DESCRIPTIONS_SHARE;
  let taken = hintTokens;
  const fitting = specs.filter(({ name, description, parameters }) => {
    const tokens = estimateTokens(JSON.stringify({ name, description, parameters }));
    if (taken + tokens > most) return false;
    taken += tokens;
    return true;
  });
  const leftOut = specs.filter((spec) => !fitting.includes(spec)).map(({ name }) => name);
  if (fitting.length === 0) return { tools: [], leftOut, roomTokens };
  const results = Math.floor((roomTokens - taken) * RESULTS_SHARE);
  return { tools: within(fitting, results), leftOut, roomTokens: roomTokens - taken - results };
}

/** Tools whose calls and results may take so many tokens together; afterwards they say that there is no room. */
function within(specs: readonly ToolSpec[], tokens: number): ToolSpec[] {
  let left = tokens;
  return specs.map((spec) => ({
    ...spec,
    invoke: async (args, options) => {
      left -= estimateTokens(JSON.stringify(args));
      if (left <= 0) return NO_ROOM;
      const result = String(await spec.invoke(args, options));
      const shown = cut(result, left);
      left -= estimateTokens(shown);
      return shown;
    },
  }));
}

const NO_ROOM = 'There is no room for more results in this turn. Answer with what is known.';

/** By characters: the estimate has at most three of them to a token, and no more than that is worth counting here. */
function cut(text: string, tokens: number): string {
  if (estimateTokens(text) <= tokens) return text;
  const share = Math.max(0, tokens) / estimateTokens(text);
  return `${text.slice(0, Math.floor(text.length * share)).toWellFormed()}\n[the rest left out: no room]`;
}
