/** The process that reads answer cells: it compiles them and never runs them. */
import type { NotebookCell } from '../../exercises/answer-cells';
import { takeAnswers, type Wanted } from './answers';
import type { ReadSubmission, ToReader } from './messages';
import { type OriginalRuns, originalRuns, resemblances } from './resemblance';

let wanted: Wanted[] = [];
let originals: OriginalRuns[] = [];

process.on('message', (request: ToReader) => {
  if ('wanted' in request) {
    wanted = request.wanted;
    originals = originalRuns(request.originals);
    process.send?.({ id: 0 });
    return;
  }
  let read: ReadSubmission | undefined;
  try {
    read = readAll(request.cells, request.compared);
  } catch {
    // code that nests so deeply that the compiler gives up
  }
  process.send?.({ id: request.id, read });
});

function readAll(cells: NotebookCell[], compared: boolean): ReadSubmission {
  const { answers, problems } = takeAnswers(cells, wanted);
  const read: ReadSubmission = { answers: {}, problems, resemblances: [] };
  for (const [exercise, answer] of answers) {
    read.answers[exercise] = answer;
    if (compared) read.resemblances.push(...resemblances(exercise, answer.source, originals));
  }
  return read;
}

process.on('disconnect', () => process.exit());
