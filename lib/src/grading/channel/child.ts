/**
 * The program inside of a sandbox: runs one submission and answers what it is asked. It holds no case, no expected
 * value and no hint. Requests come on descriptor 3, answers go to 4, one line of JSON each. Between two requests it
 * waits without running anything: what a submission left behind gets no time.
 */
import { readSync, writeSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { type EncodedAnswer, type EncodedOutcome, openEncoded, type RunOptions } from '../../exercises/run';

/** What the parent asks. The number is a random one, so that no answer can be written in advance. */
export type Question = { id: string } & (
  | { open: { code: string; options: RunOptions; library?: string } }
  | { fn: string; args: string }
);

let answer: EncodedAnswer | undefined;
let waiting: Buffer[] = [];

/** The next line; undefined when the parent has gone. */
function nextLine(): string | undefined {
  for (;;) {
    const chunk = Buffer.allocUnsafe(65_536);
    const size = readSync(3, chunk, 0, chunk.length, null);
    if (size === 0) return undefined;
    const end = chunk.subarray(0, size).indexOf(10);
    waiting.push(chunk.subarray(0, end < 0 ? size : end));
    if (end < 0) continue;
    // the next question comes only after the answer to this one, so nothing follows
    const line = Buffer.concat(waiting).toString('utf8');
    waiting = [];
    return line;
  }
}

function say(reply: object): void {
  const bytes = Buffer.from(`${JSON.stringify(reply)}\n`);
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(4, bytes, sent);
}

function tell(id: string, outcome: EncodedOutcome): void {
  say({ id, ...outcome, names: answer?.names ?? [], printed: answer?.printed() ?? '' });
}

async function perform(question: Question, own: Record<string, unknown>): Promise<EncodedOutcome> {
  if ('open' in question) {
    await answer?.close();
    const { code, options, library } = question.open;
    const load = (): object => (library === undefined ? {} : (runInThisContext(library) as object));
    answer = await openEncoded(code, options, () => ({ ...own, ...load() }));
    return answer.loaded;
  }
  if (!answer) return { status: 'threw', error: { name: 'Error', message: 'nothing is open' } };
  return answer.call(question.fn, question.args);
}

/** @param own what an answer may import without its being sent */
export async function serve(own: Record<string, unknown> = {}): Promise<void> {
  say({ id: 'ready', status: 'returned', results: '[]' });
  for (let line = nextLine(); line !== undefined; line = nextLine()) {
    const question = JSON.parse(line) as Question;
    tell(question.id, await perform(question, own));
  }
}
