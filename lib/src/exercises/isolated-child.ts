/** The process of an answer: runs it and tells what came of it. It holds no expected value and no hint. */
import type { FromChild, ToChild } from './isolated';
import { type EncodedAnswer, type EncodedOutcome, openEncoded } from './run';

let answer: EncodedAnswer | undefined;

function tell(id: number, outcome: EncodedOutcome): void {
  const results = outcome.status === 'returned' ? outcome.results : undefined;
  const plain: FromChild['outcome'] = outcome.status === 'returned' ? { ...outcome, results: [] } : outcome;
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
    answer = await openEncoded(message.code, message.options);
    tell(message.id, answer.loaded);
  } else if (answer) {
    tell(message.id, await answer.call(message.path, message.calls));
  }
});
process.on('disconnect', () => process.exit());
process.send?.({
  id: 0,
  outcome: { status: 'returned', results: [], wasPromise: false },
  names: [],
  printed: '',
} satisfies FromChild);
