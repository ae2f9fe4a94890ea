import { availableParallelism, hostname } from 'node:os';
import { inNumbers } from '../exercises/describe';
import { openGrades } from '../grading/grades/open-grades';
import { ownGrader } from '../grading/grades/own-grader';
import { queueSecret } from '../grading/queue/sealed-job';
import { startWorker } from '../grading/queue/worker';
import { toSay } from '../languages/english';
import { say } from '../languages/say';
import { UserError } from '../project';
import type { Command } from './command';
import { whileInterruptible } from './grade/interrupt';
import { readCount, readOptions } from './options';

const usage = toSay(`usage: npx --no-install convolab worker --queue redis://HOST:PORT --results URL [OPTIONS]

Grades what \`convolab grade --queue …\` puts into the queue, until it is ended. Start it on as many machines as you like, each
with the same version of the course. A worker that dies takes nothing with it: another one does its work.

  --queue URL      the Redis that holds the queue: redis://HOST:PORT, or rediss:// with TLS
  --results URL    where grades are written: postgres://USER@HOST/DATABASE, or a file of SQLite on one machine
  --jobs N         hand-ins that are graded at the same time; as many as there are processors unless said
  --trust          grades without a sandbox where there is none: only for answers that you would run yourself

Hand-ins and seeds are sealed on their way with CONVOLAB_QUEUE_SECRET, which must be the same where you grade and on each
worker. Passwords may stand in CONVOLAB_REDIS_PASSWORD and PGPASSWORD, where no list of processes shows them.
`);

export const workerCommand: Command = {
  name: 'worker',
  summary: 'grades on this machine what others put into a queue',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('worker', args, {
    queue: { type: 'string' },
    results: { type: 'string' },
    jobs: { type: 'string' },
    trust: { type: 'boolean', default: false },
  });
  if (positionals.length > 0)
    throw new UserError(say('convolab worker takes options only; got "{word}".', { word: positionals[0] }));
  const { queue: url, results: address, trust } = values;
  if (url === undefined) throw new UserError(say('convolab worker needs --queue redis://HOST:PORT.'));
  if (address === undefined) {
    throw new UserError(
      say('convolab worker needs --results, where it writes grades: postgres://… or a file of SQLite.'),
    );
  }
  const secret = queueSecret();
  const jobs = values.jobs === undefined ? availableParallelism() : readCount('--jobs', values.jobs);
  const results = await openGrades(address);
  const grader = ownGrader({ jobs, trust });
  try {
    const { grade } = grader;
    const worker = await startWorker({ url, secret, results, jobs, grade, progress: tell });
    process.stdout.write(
      `${say('{machine} grades {jobs} at a time. Ctrl-C ends it after what is under way.', { machine: hostname(), jobs })}\n`,
    );
    await whileInterruptible((signal) => new Promise((resolve) => signal.addEventListener('abort', resolve)));
    await worker.close();
  } finally {
    await grader.close();
    await results.close();
  }
  return 0;
}

const tell: Parameters<typeof startWorker>[0]['progress'] = (key, outcome) => {
  const what = key ? `${key.release}  ${key.student}` : say('a job');
  const points =
    typeof outcome === 'string'
      ? outcome
      : say('{points} of {of} points', { points: inNumbers(outcome.points), of: inNumbers(outcome.of) });
  process.stdout.write(`${what}: ${points}\n`);
};
