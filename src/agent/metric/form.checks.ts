import { COST, type Check } from './reply.check.ts';

const MACHINE =
  /\[\[\s*##|##\s*\]\]|<\|\w+\|>|<\/?(?:think|tool_call|function_call)>|<function=|\bto=functions\.|\{\s*"(?:reply|answer|response)"\s*:|\{\s*"(?:name|tool)"\s*:\s*"[^"]*"\s*,\s*"(?:arguments|parameters)"/;
/** An object or array from the first character on, whole or broken off. */
const JSON_TEXT = /^\s*(?:\{\s*(?:"|\}\s*$)|\[\s*[{"])/;
const MARKDOWN =
  /\*\*\S[^*\n]*\*\*|(?<!\w)__\S[^_\n]*__(?!\w)|^\s{0,3}#{1,6}\s+\D|^\s*(?:```|~~~)|`[^`\n]+`|\[[^\]\n]+\]\([^)\n]+\)|^\s*[*+•]\s+\S|^\s*\|.*\|\s*$/m;
const LABEL = /\bMember \d{4,6}\b|^(?:Chip|Assistant|Reply)\s*:/im;
/** What the server puts in brackets, and what it hides behind them. */
const NOTES =
  /\[(?:Note|Picture|voice message|phone number|e-?mail address|sticker|location|contact card)\b[^\]]*\]|\[[^\]\n]*(?:attached|left out)[^\]\n]*\]/i;

/** Nothing to send. */
export const notEmpty: Check = (reply) => {
  if (/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(reply)) return undefined;
  return {
    cost: COST.fatal,
    feedback: 'The reply is empty: say that every message gets an answer in words.',
  };
};

/** Markers, JSON, tool calls and the model's own thoughts are for programs. */
export const noMachineText: Check = (reply) => {
  if (!MACHINE.test(reply) && !JSON_TEXT.test(reply)) return undefined;
  return {
    cost: COST.fatal,
    feedback:
      'It holds section markers, JSON, tool syntax or hidden thoughts: say that nothing may be written but the words of the text message itself.',
  };
};

export const plainTextOnly: Check = (reply) => {
  if (!MARKDOWN.test(reply)) return undefined;
  return {
    cost: COST.plain,
    feedback:
      'It uses Markdown, which phones show as stray signs: ask for plain text without bold, headings, links in brackets, code or tables, and for "- " before the items of a list.',
  };
};

export const noLabels: Check = (reply) => {
  if (!LABEL.test(reply)) return undefined;
  return {
    cost: COST.plain,
    feedback:
      'It writes a label such as "Member 12345" or "Chip:": say that labels only tell the speakers apart and must never be written; a person is "you".',
  };
};

export const noServerNotes: Check = (reply) => {
  if (!NOTES.test(reply)) return undefined;
  return {
    cost: COST.plain,
    feedback:
      'It repeats a note or placeholder in brackets that the server made: say that such brackets are to be heeded and never to be written.',
  };
};
