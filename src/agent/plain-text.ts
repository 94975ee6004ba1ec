const FENCE = /^\s*(?:```|~~~)[\w+#.-]*\s*$/;

/**
 * Takes off the markdown that shows badly on a phone: headings, bold, links, star bullets, code fences. What may be
 * meant (`2**3`, `__init__`, `# 1`, all inside a fence) stays as it is.
 */
export function plainText(text: string): string {
  let inCode = false;
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    if (FENCE.test(line)) inCode = !inCode;
    else lines.push(inCode ? line : plainLine(line));
  }
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function plainLine(line: string): string {
  return line
    .replace(/^\s{0,3}(?:#{2,6}\s+|#\s+(?=\D))/, '')
    .replace(/^(\s*)[*+]\s+(?=\S)/, '$1- ')
    .replace(/(?<![\w*])(\*{2,3})(?=\S)([^*]+?)(?<=\S)\1(?![\w*])/g, '$2')
    .replace(/(?<!!)\[([^\][]+)\]\((https?:\/\/[^\s()]+)\)/g, (_, words: string, link: string) =>
      words === link ? link : `${words}: ${link}`,
    )
    .trimEnd();
}
