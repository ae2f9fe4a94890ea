/** The process that reads answer cells: it compiles them and never runs them. */
import type { NotebookCell } from '../../exercises/answer-cells';
import { takeAnswers, type Wanted } from './answers';
import type { ReadSubmission } from './reader';
import { type Original, resemblances } from './resemblance';

export interface ToReader {
  id: number;
  cells: NotebookCell[];
  wanted: Wanted[];
  originals: Original[];
}

process.on('message', ({ id, cells, wanted, originals }: ToReader) => {
  const { answers, problems } = takeAnswers(cells, wanted);
  const read: ReadSubmission = { answers: {}, problems, resemblances: [] };
  for (const [exercise, answer] of answers) {
    read.answers[exercise] = answer;
    read.resemblances.push(...resemblances(exercise, answer.source, originals));
  }
  process.send?.({ id, read });
});
process.on('disconnect', () => process.exit());
process.send?.({ id: 0 });
