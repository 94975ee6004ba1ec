export interface Section {
  /** The headings it stands under, the outermost first; empty before the first one. */
  heading: string;
  text: string;
}

/** What can be quoted as a whole. A longer section is cut between paragraphs, so that the right part is found. */
export const MOST_CHARACTERS = 900;

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** Splits Markdown at its headings. What looks like one inside a code fence is none. */
export function sectionsOf(markdown: string): { sections: Section[]; firstHeading: string | undefined } {
  const sections: Section[] = [{ heading: '', text: '' }];
  const above: string[] = [];
  let fence: string | undefined;
  let firstHeading: string | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const mark = FENCE.exec(line)?.[1];
    // Ended by as many of the same characters, alone on their line.
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
    const [, level = '', heading] = (fence ?? mark) === undefined ? (HEADING.exec(line) ?? []) : [];
    if (heading === undefined) {
      sections.at(-1)!.text += `${line}\n`;
      continue;
    }
    firstHeading ??= heading;
    above.length = Math.min(above.length, level.length - 1);
    above[level.length - 1] = heading;
    sections.push({ heading: above.filter(Boolean).join(' > '), text: '' });
  }
  return { firstHeading, sections: sections.flatMap(quotable).filter(({ text }) => text !== '') };
}

function quotable({ heading, text }: Section): Section[] {
  const parts = [''];
  for (const paragraph of text.trim().split(/\n\s*\n/)) {
    const last = parts.at(-1)!;
    if (last !== '' && last.length + paragraph.length > MOST_CHARACTERS) parts.push(paragraph);
    else parts[parts.length - 1] = last === '' ? paragraph : `${last}\n\n${paragraph}`;
  }
  return parts.map((part) => ({ heading, text: part.trim() }));
}
