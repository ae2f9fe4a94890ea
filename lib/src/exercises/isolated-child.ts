/** The process of an answer: runs it and tells what came of it. It holds no expected value and no hint. */
import type { FromChild, ToChild } from './isolated';
import { type OpenAnswer, type Outcome, openAnswer } from './run';
import { type Data, readGiven, writeGiven } from './wire';

let answer: OpenAnswer | undefined;

function tell(id: number, outcome: Outcome): void {
  const results = outcome.status === 'returned' ? writeGiven(outcome.results) : undefined;
  const plain = outcome.status === 'returned' ? { ...outcome, results: [] } : outcome;
  const message: FromChild = {
    id,
    outcome: plain,
    results,
    names: answer?.names ?? [],
    printed: answer?.printed() ?? '',
  };
  process.send?.(message);
}

process.on('message', async (message: ToChild) => {
  if (message.kind === 'open') {
    await answer?.close();
    answer = await openAnswer(message.code, message.options);
    tell(message.id, answer.loaded);
  } else if (answer) {
    tell(message.id, await answer.call({ path: message.path, calls: readGiven(message.calls) as Data[][] }));
  }
});
process.on('disconnect', () => process.exit());
process.send?.({
  id: 0,
  outcome: { status: 'returned', results: [], wasPromise: false },
  names: [],
  printed: '',
} satisfies FromChild);
