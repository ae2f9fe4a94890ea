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

process.on('message', (request: ToReader) => {
  let read: ReadSubmission | undefined;
  try {
    read = readAll(request);
  } catch {
    // code that nests so deeply that the compiler gives up
  }
  process.send?.({ id: request.id, read });
});

function readAll({ cells, wanted, originals }: ToReader): ReadSubmission {
  const { answers, problems } = takeAnswers(cells, wanted);
  const read: ReadSubmission = { answers: {}, problems, resemblances: [] };
  for (const [exercise, answer] of answers) {
    read.answers[exercise] = answer;
    read.resemblances.push(...resemblances(exercise, answer.source, originals));
  }
  return read;
}

process.on('disconnect', () => process.exit());
process.send?.({ id: 0 });
