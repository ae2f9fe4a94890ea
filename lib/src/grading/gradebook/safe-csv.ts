/** CSV that a spreadsheet opens as data: no text in it becomes a formula, and numbers stay numbers. */
import { stringify } from 'csv-stringify/sync';
import { shown } from '../reading/shown';

export type CsvValue = string | number | undefined;

/** Begins a formula in a spreadsheet; the wide forms of the signs do, too. */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** Text with `'` before it where a spreadsheet would take it for a formula; what is hidden is written out. */
export function safeText(text: string): string {
  const plain = shown(text);
  return formula.test(text) || formula.test(plain) ? `'${plain}` : plain;
}

/** @returns lines with CR LF, as RFC 4180 has them; a byte order mark tells spreadsheets that it is UTF-8 */
export function safeCsv(columns: string[], rows: CsvValue[][]): string {
  const safe = [columns, ...rows].map((row) =>
    row.map((value) => (typeof value === 'string' ? safeText(value) : value)),
  );
  return stringify(safe, { bom: true, record_delimiter: '\r\n', cast: { number: (value) => String(value) } });
}
