import type { Paper, PaperSection, PaperTable } from './paper';

const STYLE = `
body{margin:24px auto;max-width:1040px;padding:0 16px;color:#15181d;background:#fff;font:13px/1.45 Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}
h1{margin:0;font-size:22px}h2{margin:28px 0 6px;font-size:16px;border-bottom:1px solid #bcc2cc;padding-bottom:4px}
p.sub{margin:4px 0 16px;color:#454d59}dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px}dt{color:#454d59}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:10px 0 16px}caption{text-align:left;font-weight:600;padding-bottom:4px}
th,td{padding:3px 6px;border-bottom:1px solid #dfe2e7;text-align:left;vertical-align:top}th{font-weight:500;color:#454d59;font-size:11px}
.e{text-align:right;white-space:nowrap}
@page{size:A4;margin:14mm}@media print{body{margin:0;max-width:none;padding:0;font-size:10px}th{font-size:8px}th,td{padding:2px 4px}tr,h2{break-inside:avoid}h2{break-after:avoid}thead{display:table-header-group}}`;

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (mark) => MARKS[mark] ?? mark);

/** The paper as one page that needs nothing beside itself and runs nothing. */
export function htmlOf(paper: Paper): string {
  const facts = paper.facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('');
  return `<!doctype html>
<html lang="${paper.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(paper.title)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(paper.title)}</h1><p class="sub">${escaped(paper.subtitle)}</p><dl>${facts}</dl>
${paper.sections.map(sectionOf).join('\n')}
</body></html>
`;
}

function sectionOf({ title, texts, tables }: PaperSection): string {
  return `<section><h2>${escaped(title)}</h2>${tables.map(tableOf).join('')}${texts.map((text) => `<p>${escaped(text)}</p>`).join('')}</section>`;
}

function tableOf({ caption, columns, rows }: PaperTable): string {
  const side = (at: number) => (columns[at]?.end === true ? ' class="e"' : '');
  const head = columns.map(({ header }, at) => `<th scope="col"${side(at)}>${escaped(header)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell, at) => `<td${side(at)}>${escaped(cell)}</td>`).join('')}</tr>`).join('');
  return `<table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
