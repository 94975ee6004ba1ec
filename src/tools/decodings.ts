/** Encodings inside encodings are followed so far. */
const DEPTH = 3;
/** A bound for texts that look encoded everywhere. */
const MOST_FORMS = 200;

/** A text and all that it may stand for: percent signs, base64 (both alphabets, any beginning) and hex undone. */
export function decodings(text: string): string[] {
  const forms = new Set([text]);
  let latest = [text];
  for (let depth = 0; depth < DEPTH && forms.size < MOST_FORMS; depth++) {
    latest = latest
      .flatMap((form) => [...percent(form), ...base64(form), ...hex(form)])
      .filter((form) => !forms.has(form));
    for (const form of latest) forms.add(form);
  }
  return [...forms];
}

/** As in URLs, in JSON and in HTML. */
function percent(text: string): string[] {
  const undone = text.replace(/(?:%|\\u00|&#x)([0-9a-f]{2});?/gi, (_, code: string) => byte(code));
  return undone === text ? [] : [undone];
}

/** Lines may be broken. Where a run begins inside one, one of four beginnings is right. */
function base64(text: string): string[] {
  const runs = text.replace(/\s/g, '').match(/[\w+/-]{11,}/g) ?? [];
  return runs.flatMap((run) =>
    [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), 'base64').toString('latin1')),
  );
}

/** With or without separators: `73:65`, `\x73\x65`, `0x73 0x65`. */
function hex(text: string): string[] {
  const runs = text.replace(/\\x|0x|[\s:,;._-]/gi, '').match(/[0-9a-f]{12,}/gi) ?? [];
  return runs.flatMap((run) => [0, 1].map((start) => run.slice(start).replace(/../g, (code) => byte(code))));
}

function byte(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}
