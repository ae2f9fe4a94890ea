/** The texts of a table as HTML and as plain text, and read back from that HTML. */
import type { TableTexts } from '../languages/say-table';
import { escapeHtml } from './html';

type Column = TableTexts['columns'][number];

const rowsOf = ({ columns }: TableTexts): number[] => Array.from(columns[0]?.cells ?? [], (_, row) => row);

/** An HTML table: header, one row a record, numbers aligned right. All text is escaped. */
export function tableMarkup(table: TableTexts): string {
  const side = ({ numeric }: Column): string =>
    `text-align:${numeric ? 'right;font-variant-numeric:tabular-nums' : 'left'}`;
  const cells = (tag: string, text: (column: Column) => string): string =>
    table.columns.map((column) => `<${tag} style="${side(column)}">${escapeHtml(text(column))}</${tag}>`).join('');
  const rows = rowsOf(table).map((row) => `<tr>${cells('td', (column) => column.cells[row])}</tr>`);
  const caption = table.caption
    ? `<caption style="text-align:left;padding:4px 0">${escapeHtml(table.caption)}</caption>`
    : '';
  return `<table>${caption}<thead><tr>${cells('th', (column) => column.name)}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** The table in plain text, columns aligned. */
export function plainText(table: TableTexts): string {
  const columns = table.columns.map(({ name, cells, numeric }) => {
    const width = Math.max(name.length, ...cells.map((cell) => cell.length));
    const pad = (text: string): string => (numeric ? text.padStart(width) : text.padEnd(width));
    return [pad(name), '-'.repeat(width), ...cells.map(pad)];
  });
  const lines = (columns[0] ?? []).map((_, line) =>
    columns
      .map((column) => column[line])
      .join('  ')
      .trimEnd(),
  );
  return [...(table.caption ? [table.caption] : []), ...lines].join('\n');
}

/** The texts of a table that `tableMarkup` made; nothing for other HTML. */
export function readTable(markup: string): TableTexts | undefined {
  const [, caption, head, body] =
    /^<table>(?:<caption [^>]*>([^<]*)<\/caption>)?<thead><tr>(.*?)<\/tr><\/thead><tbody>(.*)<\/tbody><\/table>$/s.exec(
      markup,
    ) ?? [];
  if (head === undefined) return undefined;
  const rows = [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => textsIn(row));
  const columns = textsIn(head).map((name, c) => ({ name, cells: rows.map((row) => row[c]) }));
  const numeric = [...head.matchAll(/<th style="text-align:(right|left)/g)].map(([, side]) => side === 'right');
  return {
    columns: columns.map((column, c) => ({ ...column, numeric: numeric[c] })),
    ...(caption !== undefined && { caption: unescaped(caption) }),
  };
}

const textsIn = (row: string): string[] =>
  [...row.matchAll(/<t[hd] [^>]*>([^<]*)<\/t[hd]>/g)].map(([, text]) => unescaped(text));

const marks: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (mark) => marks[mark]);
}
