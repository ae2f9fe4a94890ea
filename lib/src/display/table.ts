import { UserError } from '../project';
import { escapeHtml, showHtml } from './html';

export const defaults = {
  /** decimals of numbers that are not whole */
  digits: 3,
  language: 'en',
};

export interface TableOptions {
  /** one sentence above the table */
  caption?: string;
  /** decimals of numbers that are not whole */
  digits?: number;
  /** whose marks numbers have, such as `fr` for 1 234,5; default: `en` */
  language?: string;
}

/** The part of a danfojs DataFrame that a table needs. */
export interface Frame {
  columns: string[];
  values: unknown;
}

/**
 * Shows rows as a table, in the page's own colours. The rows become a danfojs DataFrame, and a DataFrame is taken as it
 * is.
 *
 * @param rows one record a row; the columns are the keys, in the order of their first appearance
 * @example await table([{ pooling: 'max', accuracy: 0.8712 }, { pooling: 'average', accuracy: 0.8655 }], { digits: 2 })
 */
export async function table(rows: Record<string, unknown>[] | Frame, options: TableOptions = {}): Promise<void> {
  const frame = isFrame(rows) ? rows : toFrame(rows);
  showHtml(tableHtml(frame, options), tableText(frame, options));
}

/** A danfojs DataFrame of the rows; a key that a row lacks is `null`. */
export function toFrame(rows: Record<string, unknown>[]): Frame {
  if (!Array.isArray(rows) || !rows.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))) {
    throw new UserError('table needs an array of records, one a row, such as [{ name: "relu", accuracy: 0.87 }].');
  }
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const values = rows.map((row) => columns.map((column) => row[column] ?? null));
  // danfojs makes no frame without rows.
  if (!values.length || !columns.length) return { columns, values };
  return new (danfo().DataFrame)(values, { columns });
}

/** An HTML table: header, one row a record, numbers aligned right. All text is escaped. */
export function tableHtml(frame: Frame, options: TableOptions = {}): string {
  const columns = formatted(frame, options);
  const side = (column: Column) => `text-align:${column.numeric ? 'right;font-variant-numeric:tabular-nums' : 'left'}`;
  const cells = (tag: string, text: (column: Column) => string) =>
    columns.map((column) => `<${tag} style="${side(column)}">${escapeHtml(text(column))}</${tag}>`).join('');
  const rows = Array.from(
    { length: rowCount(frame) },
    (_, i) => `<tr>${cells('td', (column) => column.cells[i])}</tr>`,
  );
  const caption = options.caption
    ? `<caption style="text-align:left;padding:4px 0">${escapeHtml(options.caption)}</caption>`
    : '';
  return `<table>${caption}<thead><tr>${cells('th', (column) => column.name)}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** The table in plain text, columns aligned. */
export function tableText(frame: Frame, options: TableOptions = {}): string {
  const columns = formatted(frame, options).map((column) => {
    const width = Math.max(column.name.length, ...column.cells.map((cell) => cell.length));
    const pad = (text: string) => (column.numeric ? text.padStart(width) : text.padEnd(width));
    return [pad(column.name), '-'.repeat(width), ...column.cells.map(pad)];
  });
  const lines = Array.from({ length: rowCount(frame) + 2 }, (_, i) =>
    columns
      .map((column) => column[i])
      .join('  ')
      .trimEnd(),
  );
  return [...(options.caption ? [options.caption] : []), ...lines].join('\n');
}

interface Column {
  name: string;
  cells: string[];
  numeric: boolean;
}

function formatted(frame: Frame, { digits = defaults.digits, language = defaults.language }: TableOptions): Column[] {
  const rows = frame.values as unknown[][];
  return frame.columns.map((name, c) => {
    // danfojs gives a frame of one column as a flat list.
    const values = rows.map((row) => (Array.isArray(row) ? row[c] : row));
    const present = values.filter((value) => value !== null && value !== undefined);
    const numeric = present.length > 0 && present.every((value) => typeof value === 'number');
    const whole = numeric && present.every((value) => Number.isInteger(value) || !Number.isFinite(value));
    const cell = (value: unknown) => {
      if (value === null || value === undefined) return '–';
      return typeof value === 'number' ? formatNumber(value, whole ? 0 : digits, language) : plain(value);
    };
    return { name, cells: values.map(cell), numeric };
  });
}

/** Thousands grouped; numbers too small for the decimals as a power of ten. */
function formatNumber(value: number, digits: number, language: string): string {
  if (!Number.isFinite(value)) return String(value).replace('-Infinity', '−∞').replace('Infinity', '∞');
  const size = Math.abs(value);
  const tiny = size > 0 && digits > 0 && size < 0.5 * 10 ** -digits;
  const text = tiny
    ? size.toExponential(Math.min(2, digits))
    : size.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return value < 0 ? `−${text}` : text;
}

function plain(value: unknown): string {
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

function rowCount(frame: Frame): number {
  return (frame.values as unknown[]).length;
}

function isFrame(rows: Record<string, unknown>[] | Frame): rows is Frame {
  return !Array.isArray(rows) && Array.isArray(rows?.columns) && Array.isArray(rows?.values);
}

interface Danfo {
  DataFrame: new (values: unknown[][], options: { columns: string[] }) => Frame;
}

let module_: Danfo | undefined;

/** Loaded on the first table: it brings TensorFlow.js with it, and takes a second. */
function danfo(): Danfo {
  if (module_) return module_;
  // TensorFlow.js may greet or advise on loading; a table is no place for it.
  const { log, warn, info } = console;
  console.log = console.warn = console.info = () => {};
  try {
    module_ = require('danfojs-node') as Danfo;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    throw new UserError(`Tables need danfojs-node, which did not load: run "npm start -- --setup-only". (${reason})`);
  } finally {
    Object.assign(console, { log, warn, info });
  }
  return module_;
}
