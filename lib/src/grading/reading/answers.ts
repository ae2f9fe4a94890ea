/** Takes the answer cells out of the cells of a submission, by exercise, and says what is odd about them. */
import { findAnswer, markOf, type NotebookCell, namesElsewhere } from '../../exercises/answer-cells';
import { declaredNames } from '../../exercises/cell-code';
import type { Exercise } from '../../exercises/spec';
import { checkCells } from '../../exercises/type-check';
import { mayRead } from './readable';
import { remember } from './remember';
import { hiddenCharacters, shown, shownName, skeleton } from './shown';

/** What is asked for; the rest of an exercise stays with the judge. */
export type Wanted = Pick<Exercise, 'id' | 'entry'>;

export interface SubmittedAnswer {
  /** position of the cell in the notebook, from 1 */
  cell: number;
  source: string;
  /** compiled JavaScript */
  code: string;
  /** why it does not compile, one sentence */
  fault?: string;
  /** names that other cells declare */
  elsewhere: string[];
}

export interface SubmittedAnswers {
  answers: Map<string, SubmittedAnswer>;
  /** one sentence each, with the exercise that it is about */
  problems: { exercise?: string; sentence: string }[];
}

export function takeAnswers(cells: NotebookCell[], wanted: Wanted[]): SubmittedAnswers {
  const problems: SubmittedAnswers['problems'] = [];
  const found = new Map<string, { cell: number; source: string }>();
  for (const exercise of wanted) {
    const report = (sentence: string): void => void problems.push({ exercise: exercise.id, sentence });
    const answer = findAnswer(cells, exercise as Exercise);
    if (!answer) {
      report(`There is no answer cell for ${exercise.id}.${twinOf(cells, exercise.entry)}`);
      continue;
    }
    found.set(exercise.id, answer);
    if (answer.remark) report(answer.remark);
    if (markOf(cells[answer.cell - 1]).exercise !== exercise.id) {
      report(
        `Cell ${answer.cell} is taken for the answer to ${exercise.id} by its name: its mark is missing or was changed.`,
      );
    }
    const hidden = hiddenCharacters(answer.source);
    if (hidden.length > 0)
      report(`The answer to ${exercise.id} has characters that hide or turn text: ${hidden.join(', ')}.`);
  }
  problems.push(...foreignMarks(cells, wanted), ...movedCells(found, wanted));
  const checked = checkCells(new Map([...found].map(([id, { source }]) => [id, source])), mayRead);
  const names = cells.map((cell) => (cell.cell_type === 'code' ? namesIn(String(cell.source)) : []));
  const answers = new Map<string, SubmittedAnswer>();
  for (const [id, { cell, source }] of found) {
    const own = checked.get(id);
    const error = own?.error;
    answers.set(id, {
      cell,
      source,
      // what does not compile is not run
      code: (!error && own?.compile()) || '',
      fault:
        error &&
        `The answer cell does not compile: line ${error.line}: ${shown(error.message, 500).replace(/\.*$/, '')}.`,
      elsewhere: names.filter((_names, other) => other + 1 !== cell).flat(),
    });
  }
  return { answers, problems };
}

const namesIn = remember((source) => [...namesElsewhere([{ cell_type: 'code', source }], 0)]);

/** A cell may declare a name that only looks like the one that is asked for. */
function twinOf(cells: NotebookCell[], entry: string): string {
  for (const [index, cell] of cells.entries()) {
    if (cell.cell_type !== 'code') continue;
    const twin = declaredNames(String(cell.source)).find((name) => name !== entry && skeleton(name) === entry);
    if (twin) return ` Cell ${index + 1} declares ${shownName(twin)}, which only looks like \`${entry}\`.`;
  }
  return '';
}

/** Marks with ids that this chapter does not have. Of many, the first five are told. */
function foreignMarks(cells: NotebookCell[], wanted: Wanted[]): SubmittedAnswers['problems'] {
  const ids = new Set(wanted.map(({ id }) => id));
  return cells
    .flatMap((cell, index) => {
      const { exercise } = markOf(cell);
      if (exercise === undefined || ids.has(exercise)) return [];
      return [
        {
          sentence: `Cell ${index + 1} is marked as part of exercise ${shownName(exercise)}, which this chapter does not have.`,
        },
      ];
    })
    .slice(0, 5);
}

/** Answers that stand in another order than the exercises. */
function movedCells(found: Map<string, { cell: number }>, wanted: Wanted[]): SubmittedAnswers['problems'] {
  const order = wanted.filter(({ id }) => found.has(id)).map(({ id }) => ({ id, cell: found.get(id)?.cell ?? 0 }));
  return order.slice(1).flatMap(({ id, cell }, i) => {
    const before = order[i];
    if (cell > before.cell) return [];
    const sentence =
      cell === before.cell
        ? `Cell ${cell} holds the answers to ${before.id} and ${id}.`
        : `The answer to ${id} (cell ${cell}) was moved before that to ${before.id} (cell ${before.cell}).`;
    return [{ exercise: id, sentence }];
  });
}
