/**
 * A translated notebook as text: one block a markdown cell, below a line `<!-- CELL-ID HASH -->`. The hash is that of the English text
 * it was translated from, so that a translation is known to be out of date when the English has changed.
 */
import { createHash } from 'node:crypto';
import { UserError } from '../project';

export interface Block {
  /** of the cell */
  id: string;
  /** of the English text: the first 8 hexadecimal digits of its SHA-256 */
  hash: string;
  text: string;
}

const header = /^<!-- ([A-Za-z0-9_-]+) ([0-9a-f]{8}) -->$/;

export function hashOf(english: string): string {
  return createHash('sha256').update(english).digest('hex').slice(0, 8);
}

/** The line above the translation of a cell. */
export function headerOf(id: string, english: string): string {
  return `<!-- ${id} ${hashOf(english)} -->`;
}

/**
 * @param name of the file, for error messages
 * @throws UserError for text above the first block, and for two blocks of one cell
 */
export function readBlocks(text: string, name: string): Block[] {
  const blocks: Block[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, id, hash] = header.exec(line) ?? [];
    if (id !== undefined) {
      if (blocks.some((block) => block.id === id)) {
        throw new UserError(`${name}, line ${index + 1}: a second block for the cell ${id}: leave one of them.`);
      }
      blocks.push({ id, hash, text: '' });
    } else if (blocks.length > 0) {
      blocks[blocks.length - 1].text += `${line}\n`;
    } else if (line.trim() !== '') {
      throw new UserError(`${name}, line ${index + 1}: text above the first line of the form <!-- CELL-ID HASH -->.`);
    }
  }
  return blocks.map((block) => ({ ...block, text: block.text.trim() }));
}
