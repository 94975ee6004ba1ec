import type { OpenAPIObject } from '@nestjs/swagger';

interface Operation {
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; description?: string }[];
  requestBody?: {
    content?: Record<string, { examples?: Record<string, { summary: string; value: unknown }> }>;
  };
  responses?: Record<string, { description?: string }>;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1c2430}
h2{margin-top:2.5rem;border-top:1px solid #d5dae1;padding-top:1rem}code,pre{font:14px/1.45 ui-monospace,monospace}
pre{background:#f3f5f8;padding:.8rem;overflow:auto}dt{font-weight:600}dd{margin:0 0 .5rem 1rem}
@media(prefers-color-scheme:dark){body{background:#14181f;color:#d9dee7}pre{background:#1e242e}h2{border-color:#333c49}}`;

const escape = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char,
  );

/** One static page: no script, nothing from elsewhere. */
export function docsPage(document: OpenAPIObject): string {
  const sections = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations as Record<string, Operation>).map(([method, operation]) =>
      section(`${method.toUpperCase()} ${path}`, operation),
    ),
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Chip: HTTP interface</title><style>${STYLE}</style>
<h1>Chip ${escape(document.info.version)}</h1>
<p>${escape(document.info.description ?? '')} The same as data: <a href="/openapi.json">openapi.json</a>.</p>
${sections.join('\n')}
</html>
`;
}

function section(
  title: string,
  { summary, description, parameters, requestBody, responses }: Operation,
): string {
  const examples = Object.values(requestBody?.content ?? {}).flatMap(({ examples: all }) =>
    Object.values(all ?? {}),
  );
  return [
    `<h2><code>${escape(title)}</code></h2>`,
    `<p>${escape(summary ?? '')}. ${escape(description ?? '')}</p>`,
    list(
      (parameters ?? []).map(({ name, in: place, description: text }) => [`${name} (${place})`, text ?? '']),
    ),
    ...examples.map(
      ({ summary: what, value }) =>
        `<p>${escape(what)}</p><pre>${escape(JSON.stringify(value, null, 2))}</pre>`,
    ),
    list(Object.entries(responses ?? {}).map(([status, response]) => [status, response.description ?? ''])),
  ].join('\n');
}

function list(entries: [string, string][]): string {
  if (entries.length === 0) return '';
  return `<dl>${entries.map(([term, text]) => `<dt>${escape(term)}</dt><dd>${escape(text)}</dd>`).join('')}</dl>`;
}
