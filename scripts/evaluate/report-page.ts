import type { Report, ReportedExample } from './report.ts';
import { usd } from './table.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2430}
table{border-collapse:collapse}td,th{padding:.15rem .9rem .15rem 0;text-align:left}td.number{text-align:right}
details{border-top:1px solid #d5dae1;padding:.5rem 0}summary{cursor:pointer}pre{white-space:pre-wrap;background:#f3f5f8;
padding:.6rem;margin:.3rem 0;font:14px/1.45 ui-monospace,monospace}.bad{color:#a4262c}.dim{color:#667}
@media(prefers-color-scheme:dark){body{background:#14181f;color:#d9dee7}pre{background:#1e242e}details{border-color:#333c49}
.bad{color:#ff8a8f}.dim{color:#99a}}`;

/** Everything in the page that is not markup goes through this. */
const escape = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[char] ?? char,
  );

/** One page for people: no script, nothing from elsewhere, and no way to load any. */
export function reportPage(report: Report): string {
  const { title, created_at, model, data, split, artifact, judge, summary, examples } = report;
  const facts = [
    ['made at', created_at],
    ['model', model],
    ['data', `${data} (${split})`],
    ['instructions', artifact],
    ['judge', judge ?? 'none'],
    [
      'score',
      `${summary.total.mean.toFixed(3)} ± ${summary.standardError.toFixed(3)}, ${summary.total.n} examples`,
    ],
    ['cost', usd(summary.costUsd)],
    ['time', `p50 ${summary.p50.toFixed(0)} ms, p95 ${summary.p95.toFixed(0)} ms`],
  ] as const;
  const worstFirst = examples.toSorted((a, b) => a.score - b.score);
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title><style>${STYLE}</style>
<h1>${escape(title)}</h1>
<table>${facts.map(([name, value]) => `<tr><th>${name}</th><td>${escape(value)}</td></tr>`).join('')}</table>
<h2>By category</h2>
<table><tr><th>category</th><th>n</th><th>score</th><th>failed</th></tr>
${summary.categories
  .map(
    ({ category, n, mean, failed }) =>
      `<tr><td>${escape(category)}</td><td class="number">${n}</td><td class="number">${mean.toFixed(3)}</td><td class="number">${failed}</td></tr>`,
  )
  .join('\n')}</table>
<h2>Examples, the worst first</h2>
${worstFirst.map(exampleHtml).join('\n')}
</html>
`;
}

function exampleHtml({
  id,
  category,
  score,
  input,
  reply,
  expected,
  error,
  feedback,
  ms,
}: ReportedExample): string {
  const block = (name: string, value: string | undefined): string =>
    value === undefined || value === '' ? '' : `<div class="dim">${name}</div><pre>${escape(value)}</pre>`;
  const history = input.history.map(({ role, content }) => `${role}: ${content}`).join('\n');
  return `<details${score < 1 ? ' open' : ''}><summary><span class="${score < 1 ? 'bad' : ''}">${score.toFixed(2)}</span>
${escape(id)} <span class="dim">${escape(category)}, ${ms} ms</span></summary>
${block('earlier', history)}${block('message', input.user_message)}${block('reply', reply)}${block('failed with', error)}
${block('remarks', feedback)}${block('approved reply', expected)}</details>`;
}
