import { codesOf, type Weight } from './helvetica';

/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;

/** One page's drawing; `y` counts down from the top edge. */
export class PdfPage {
  readonly #parts: string[] = [];

  text(shown: string, x: number, y: number, size: number, weight: Weight, grey = 0.08): void {
    const hex = codesOf(shown).map((code) => code.toString(16).padStart(2, '0'));
    const font = weight === 'bold' ? '/F2' : '/F1';
    this.#parts.push(`BT ${font} ${size} Tf ${grey} g ${at(x)} ${at(PAGE.height - y)} Td <${hex.join('')}> Tj ET`);
  }

  line(x: number, y: number, width: number, grey = 0.8): void {
    const [left, level] = [at(x), at(PAGE.height - y)];
    this.#parts.push(`${grey} G 0.5 w ${left} ${level} m ${at(x + width)} ${level} l S`);
  }

  get content(): string {
    return this.#parts.join('\n');
  }
}

const at = (value: number) => value.toFixed(2);

/**
 * A PDF 1.4 file of text set in the two standard Helvetica fonts, in WinAnsi (PDF 32000-1). Nothing is compressed and nothing
 * depends on the time, so the same pages give the same bytes.
 */
export function pdfFile(pages: readonly PdfPage[], info: { readonly title: string; readonly language: string }): Uint8Array {
  const title = `<feff${Array.from(info.title, hex16).join('')}>`;
  const first = 6;
  const kids = pages.map((_, page) => `${first + page * 2} 0 R`).join(' ');
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /Lang (${info.language}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    `<< /Title ${title} >>`,
    ...pages.flatMap(({ content }, page) => [
      `<< /Type /Page /Parent 2 0 R /Contents ${first + page * 2 + 1} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let file = '%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  const start = file.lastIndexOf('xref\n0 ');
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(file, 'latin1'));
}

function hex16(mark: string): string {
  return Array.from({ length: mark.length }, (_, unit) => mark.charCodeAt(unit).toString(16).padStart(4, '0')).join('');
}
