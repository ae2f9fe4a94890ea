import { sayTable, type TableTexts } from '../languages/say-table';
import { english } from '../languages/translations';
import { UserError } from '../project';
import { showHtml } from './html';
import { plainText, tableMarkup } from './table-markup';

export const defaults = {
  /** decimals of numbers that are not whole */
  digits: 3,
};

export interface TableOptions {
  /** one sentence above the table */
  caption?: string;
  /** decimals of numbers that are not whole */
  digits?: number;
}

interface TextOptions extends TableOptions {
  /** whose marks numbers have, such as `fr` for 1 234,5 */
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
  const said = sayTable(textsOf(frame, options));
  showHtml(tableMarkup(said), plainText(said));
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

/** The table in plain text, columns aligned. */
export function tableText(frame: Frame, options: TextOptions = {}): string {
  return plainText(textsOf(frame, options));
}

function textsOf(
  frame: Frame,
  { caption, digits = defaults.digits, language = english.code }: TextOptions,
): TableTexts {
  const rows = frame.values as unknown[][];
  const columns = frame.columns.map((name, c) => {
    // danfojs gives a frame of one column as a flat list.
    const values = rows.map((row) => (Array.isArray(row) ? row[c] : row));
    const present = values.filter((value) => value !== null && value !== undefined);
    const numeric = present.length > 0 && present.every((value) => typeof value === 'number');
    const whole = numeric && present.every((value) => Number.isInteger(value) || !Number.isFinite(value));
    const cell = (value: unknown) => {
      if (value === null || value === undefined) return '–';
      return typeof value === 'number' ? formatNumber(value, whole ? 0 : digits, language) : plain(value);
    };
    return { name: String(name), cells: values.map(cell), numeric };
  });
  return { columns, ...(caption && { caption }) };
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
