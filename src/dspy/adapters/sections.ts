const MARKER = /\[\[\s*##\s*(\w+)\s*##\s*\]\]/g;
const MARKER_AT_LINE_START = /^[ \t]*\[\[\s*##\s*(\w+)\s*##\s*\]\]/gm;

/** The line above a section of a prompt or an answer. */
export const marker = (name: string): string => `[[ ## ${name} ## ]]`;

/** A text under its marker. Markers inside it are defused, so that a person cannot type a section of their own. */
export function section(name: string, text: string): string {
  return `${marker(name)}\n${text.replace(MARKER, '[ ## $1 ## ]')}`;
}

/** The texts of an answer by marker; on a repeated marker the first one that is not blank counts. */
export function splitSections(answer: string): Map<string, string> {
  const sections = new Map<string, string>();
  const marks = [...answer.matchAll(MARKER_AT_LINE_START)];
  for (const [index, mark] of marks.entries()) {
    const name = mark[1]!;
    const text = stripMarkers(answer.slice(mark.index + mark[0].length, marks[index + 1]?.index));
    if (!sections.get(name)) sections.set(name, text);
  }
  return sections;
}

export function stripMarkers(text: string): string {
  return text.replace(MARKER, '').trim();
}
