/** What a submitted notebook says about itself: nothing of it is run, and nothing of it is believed without a look. */
import { createHash } from 'node:crypto';
import { cellText, markOf, type NotebookCell } from '../../exercises/answer-cells';
import { inLanguage } from '../../languages/say';
import { english } from '../../languages/translations';
import { parseNotebook } from '../reading/parse-notebook';

export interface Inside {
  /** id of the student, as `convolab pack` writes it */
  student?: string;
  release?: string;
  /** of most of its exercises */
  chapter?: number;
  /** of the code alone: equal for copies that differ in names, outputs or layout only */
  codeHash?: string;
  /** why it cannot be read, one sentence */
  problem?: string;
}

export function lookInto(bytes: Buffer): Inside {
  let cells: NotebookCell[];
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { problem: 'The notebook is no text in UTF-8.' };
  }
  if (text.trim() === '') return { problem: 'The file is empty.' };
  try {
    // it is stored, and read in any language
    cells = inLanguage(english.code, () => parseNotebook(text));
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { metadata } = JSON.parse(text) as { metadata?: { convolab?: { student?: unknown; release?: unknown } } };
  const { student, release } = metadata?.convolab ?? {};
  return {
    ...(typeof student === 'string' ? { student: student.slice(0, 64) } : {}),
    ...(typeof release === 'string' ? { release: release.slice(0, 64) } : {}),
    chapter: chapterOf(cells),
    codeHash: codeHash(cells),
  };
}

function chapterOf(cells: NotebookCell[]): number | undefined {
  const counts = new Map<number, number>();
  for (const cell of cells) {
    const chapter = Number.parseInt(markOf(cell).exercise ?? '', 10);
    if (Number.isInteger(chapter)) counts.set(chapter, (counts.get(chapter) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0];
}

export function codeHash(cells: NotebookCell[]): string {
  const code = cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map((cell) => cellText(cell).replace(/\s+/g, ' ').trim());
  return createHash('sha256').update(JSON.stringify(code)).digest('hex');
}
