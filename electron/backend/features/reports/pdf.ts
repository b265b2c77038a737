import type { Paper, PaperSection, PaperTable } from '../../../../shared/features/reports/paper';
import { reportWord } from '../../../../shared/features/reports/words';
import { shownText, type Weight, widthOf, wrapped } from './helvetica';
import { PAGE, PdfPage, pdfFile } from './pdfFile';

const MARGIN = 40;
const WIDTH = PAGE.width - 2 * MARGIN;
const BOTTOM = PAGE.height - 48;
const BODY = 9;
const CELL = 7;
const SMALLEST = 5;
const GAP = 6;
const LEADING = 1.35;

/** The paper as a PDF with real text, on A4. */
export function pdfOf(paper: Paper): Uint8Array {
  const sheet = new Sheet();
  sheet.write(paper.title, 17, 'bold');
  sheet.write(paper.subtitle, 10, 'regular', 0.35);
  sheet.skip(6);
  for (const [name, value] of paper.facts) sheet.pair(name, value);
  for (const section of paper.sections) writeSection(sheet, section);
  const { pages } = sheet;
  for (const [index, page] of pages.entries()) {
    const values = { page: String(index + 1), pages: String(pages.length) };
    page.text(shownText(reportWord(paper.language, 'page', values)), MARGIN, PAGE.height - 24, 7, 'regular', 0.4);
  }
  return pdfFile(pages, { title: paper.title, language: paper.language });
}

function writeSection(sheet: Sheet, { title, texts, tables }: PaperSection): void {
  sheet.skip(14);
  sheet.room(60);
  sheet.write(title, 12, 'bold');
  sheet.rule();
  for (const table of tables) writeTable(sheet, table);
  for (const text of texts) {
    sheet.skip(3);
    sheet.write(text, BODY, 'regular');
  }
}

/** Lines of text down one page after another. */
class Sheet {
  readonly pages: PdfPage[] = [];
  #y = BOTTOM;

  get page(): PdfPage {
    return this.pages.at(-1) ?? this.#turn();
  }

  get y(): number {
    return this.#y;
  }

  #turn(): PdfPage {
    const page = new PdfPage();
    this.pages.push(page);
    this.#y = MARGIN;
    return page;
  }

  /** Begins a new page where so many points are no longer left; true where it did. */
  room(points: number): boolean {
    if (this.pages.length > 0 && this.#y + points <= BOTTOM) return false;
    this.#turn();
    return true;
  }

  skip(points: number): void {
    this.#y += points;
  }

  write(text: string, size: number, weight: Weight, grey = 0.08): void {
    for (const line of wrapped(text, WIDTH, size, weight)) {
      this.room(size * LEADING);
      this.#y += size * LEADING;
      this.page.text(line, MARGIN, this.#y, size, weight, grey);
    }
  }

  pair(name: string, value: string): void {
    this.room(BODY * LEADING);
    this.#y += BODY * LEADING;
    this.page.text(shownText(name), MARGIN, this.#y, BODY, 'regular', 0.35);
    this.page.text(shownText(value), MARGIN + 190, this.#y, value.length > 60 ? SMALLEST + 1.5 : BODY, 'regular');
  }

  rule(): void {
    this.#y += 4;
    this.page.line(MARGIN, this.#y, WIDTH, 0.6);
  }
}

function writeTable(sheet: Sheet, table: PaperTable): void {
  sheet.skip(6);
  sheet.room(4 * CELL * LEADING);
  sheet.write(table.caption, BODY, 'bold');
  const { size, widths } = fitted(table);
  const head = () =>
    writeRow(
      sheet,
      table,
      table.columns.map(({ header }) => header),
      widths,
      size,
      'bold',
    );
  head();
  for (const row of table.rows) {
    if (sheet.room(heightOf(row, widths, size))) head();
    writeRow(sheet, table, row, widths, size, 'regular');
  }
}

/** Column widths that fit the page: headers may break, figures may not, so the size gives way first. */
function fitted({ columns, rows }: PaperTable): { readonly size: number; readonly widths: readonly number[] } {
  for (let size = CELL; ; size -= 0.5) {
    const widths = columns.map(({ header }, column) => {
      const cells = rows.map((row) => widthOf(shownText(row[column] ?? ''), size, 'regular'));
      const words = shownText(header)
        .split(' ')
        .map((word) => widthOf(word, size, 'bold'));
      return Math.max(...cells, ...words, 0) + GAP;
    });
    const sum = widths.reduce((all, width) => all + width, 0);
    if (sum <= WIDTH) return { size, widths: spread(widths, columns.length > 4 ? WIDTH - sum : 0) };
    if (size <= SMALLEST) return { size, widths: widths.map((width) => (width * WIDTH) / sum) };
  }
}

function spread(widths: readonly number[], left: number): readonly number[] {
  return widths.map((width) => width + left / widths.length);
}

function heightOf(row: readonly string[], widths: readonly number[], size: number): number {
  const lines = row.map((cell, column) => wrapped(cell, (widths[column] ?? 0) - GAP + 0.01, size, 'regular').length);
  return Math.max(1, ...lines) * size * LEADING + 2;
}

function writeRow(
  sheet: Sheet,
  { columns }: PaperTable,
  row: readonly string[],
  widths: readonly number[],
  size: number,
  weight: Weight,
): void {
  const cells = row.map((cell, column) => wrapped(cell, (widths[column] ?? 0) - GAP + 0.01, size, weight));
  const lines = Math.max(1, ...cells.map((cell) => cell.length));
  const [top, step] = [sheet.y, size * LEADING];
  let x = MARGIN;
  for (const [column, cell] of cells.entries()) {
    const width = widths[column] ?? 0;
    for (const [index, line] of cell.entries()) {
      const shift = columns[column]?.end === true ? width - GAP - widthOf(line, size, weight) : 0;
      sheet.page.text(line, x + shift, top + (index + 1) * step, size, weight, weight === 'bold' ? 0.3 : 0.08);
    }
    x += width;
  }
  sheet.skip(lines * step + 2);
  sheet.page.line(MARGIN, sheet.y, x - MARGIN);
}
