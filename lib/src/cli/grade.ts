import { availableParallelism } from 'node:os';
import { openOnlyClass } from '../grading/classroom/class-folder';
import { toSay } from '../languages/english';
import { say } from '../languages/say';
import { UserError } from '../project';
import type { Command } from './command';
import { readCount, readOptions } from './options';

const usage = toSay(`usage: npx --no-install convolab grade [OPTIONS]
       npx --no-install convolab grade --manual [OPTIONS]

Grades the hand-ins that were collected and have no grade yet, each in a sandbox of its own. It may be stopped at any time,
even be killed: the same command goes on where it was. Lateness, points that you give and overrides are applied afterwards,
so nothing is graded again for them.

  --class NAME     the class; not needed where there is only one
  --chapter 02     only this chapter; may be given several times
  --student ID     only this student; may be given several times
  --jobs N         hand-ins that are graded at the same time; as many as there are processors unless said
  --regrade        grades again what has a grade, with the same cases, and shows what changes; old grades are kept
  --trust          grades without a sandbox where there is none: only for answers that you would run yourself

With --manual it shows you the answers that wait for your points, one after the other. Each is kept at once.
  --exercise ID    only this exercise, such as 2.T1; may be given several times
  --names          shows who wrote it; names are hidden unless you ask
  --all            also answers that you have given points to

On many machines, each with \`convolab worker\` (its --help says how):
  --queue URL      hands the work to the workers of this Redis: redis://HOST:PORT
  --results URL    where the workers write: postgres://… or a file of SQLite; the database of the class unless said
`);

export const gradeCommand: Command = {
  name: 'grade',
  summary: 'grades what was collected from a class, or shows a teacher the texts to read',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('grade', args, {
    class: { type: 'string' },
    chapter: { type: 'string', multiple: true },
    student: { type: 'string', multiple: true },
    exercise: { type: 'string', multiple: true },
    jobs: { type: 'string' },
    regrade: { type: 'boolean', default: false },
    trust: { type: 'boolean', default: false },
    manual: { type: 'boolean', default: false },
    names: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    queue: { type: 'string' },
    results: { type: 'string' },
  });
  if (positionals.length > 0) {
    throw new UserError(
      say('convolab grade takes options only; got "{word}". Did you mean --chapter?', { word: positionals[0] }),
    );
  }
  refuseTogether(values.manual, values, ['exercise', 'names', 'all'], ['regrade', 'trust', 'jobs', 'queue', 'results']);
  const chapters = values.chapter?.map(readChapter);
  const { student: students, regrade, trust, queue, results, exercise: exercises, names, all } = values;
  if (results !== undefined && queue === undefined) throw new UserError(say('--results goes with --queue.'));
  const room = openOnlyClass(values.class);
  try {
    if (values.manual) {
      const { gradeByHand } = await import('./grade/by-hand');
      return await gradeByHand(room, { chapters, students, exercises, names, all });
    }
    const jobs = values.jobs === undefined ? availableParallelism() : readCount('--jobs', values.jobs);
    const { gradeByMachine } = await import('./grade/by-machine');
    return await gradeByMachine(room, { chapters, students, regrade, trust, jobs, queue, results });
  } finally {
    room.store.close();
  }
}

function refuseTogether(manual: boolean, values: Record<string, unknown>, only: string[], never: string[]): void {
  const wrong = (manual ? never : only).find((name) => values[name]);
  if (wrong === undefined) return;
  throw new UserError(
    manual ? say('--{wrong} does not go with --manual.', { wrong }) : say('--{wrong} goes with --manual.', { wrong }),
  );
}

function readChapter(word: string): number {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  throw new UserError(say('--chapter is the number of a chapter, such as 02; got "{word}".', { word }));
}
