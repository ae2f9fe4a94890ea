/** Makes a notebook in another language from the English one: code cells stay, text cells are replaced by their translations. */
import { type Block, hashOf } from './blocks';

export interface TextCell {
  cell_type: string;
  id?: string;
  source: string | string[];
  outputs?: unknown[];
  execution_count?: number | null;
  [key: string]: unknown;
}

export interface TextNotebook {
  cells: TextCell[];
  metadata: Record<string, unknown>;
  [key: string]: unknown;
}

export interface TranslateOptions {
  /** code: 'fr'. Web pages of the notebook say it to screen readers */
  language: string;
  /** of the translation, for the sentences: 'translations/fr/notebooks/01-introduction.md' */
  name: string;
  /** ids of cells that a translation may have and this edition leaves out: cells for teachers */
  others?: ReadonlySet<string>;
  /** what is done to each translated text: links are moved */
  rewrite?: (markdown: string) => string;
}

/** The notebook if every text cell has a translation of its present text; else one sentence for each that has not. */
export type Translated = { notebook: TextNotebook; problems: [] } | { notebook?: undefined; problems: string[] };

export function translateNotebook(
  english: TextNotebook,
  blocks: Block[],
  { language, name, others = new Set(), rewrite = (markdown) => markdown }: TranslateOptions,
): Translated {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const texts = english.cells.filter(({ cell_type }) => cell_type === 'markdown');
  const problems: string[] = [];
  for (const cell of texts) {
    const id = String(cell.id);
    const hash = hashOf(textOf(cell));
    const block = byId.get(id);
    if (!block) {
      problems.push(`${name} has no block for the cell ${id}: add one below the line <!-- ${id} ${hash} -->.`);
    } else if (block.text === '') {
      problems.push(`${name}: the block of the cell ${id} is empty: write its translation.`);
    } else if (block.hash !== hash) {
      problems.push(
        `${name}: the English text of the cell ${id} has changed since: translate it anew and write <!-- ${id} ${hash} --> above.`,
      );
    }
  }
  const known = new Set([...texts.map(({ id }) => String(id)), ...others]);
  for (const { id } of blocks) {
    if (!known.has(id)) problems.push(`${name}: the English notebook has no text cell ${id}: take its block out.`);
  }
  if (problems.length > 0) return { problems };
  const cells = english.cells.map((cell): TextCell => {
    if (cell.cell_type === 'code') return { ...cell, execution_count: null, outputs: [] };
    const block = byId.get(String(cell.id));
    return block && cell.cell_type === 'markdown' ? { ...cell, source: linesOf(rewrite(block.text)) } : cell;
  });
  return { notebook: { ...english, cells, metadata: { ...english.metadata, lang: language } }, problems: [] };
}

/** The text of a cell: the format allows one string or a list of lines. */
export function textOf({ source }: TextCell): string {
  return typeof source === 'string' ? source : source.join('');
}

/** As JupyterLab writes it: a list of lines, each but the last with its line break. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  return lines.map((line, i) => (i < lines.length - 1 ? `${line}\n` : line));
}
