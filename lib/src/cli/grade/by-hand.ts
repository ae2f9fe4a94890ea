/** `convolab grade --manual`: a teacher reads what a grader cannot. */
import { loadSuites } from '../../exercises/load';
import type { ClassRoom } from '../../grading/classroom/class-folder';
import { SqliteGrades } from '../../grading/grades/grade-store';
import { releasesOf } from '../../grading/grades/grading-job';
import { lineReader } from '../../grading/manual/line-reader';
import { serveAnswers } from '../../grading/manual/serve-answers';
import { type WaitingAnswer, waitingAnswers } from '../../grading/manual/waiting-answers';
import { say, sayCount } from '../../languages/say';
import { UserError } from '../../project';

export interface HandOptions {
  chapters?: number[];
  students?: string[];
  exercises?: string[];
  names: boolean;
  all: boolean;
}

export async function gradeByHand(room: ClassRoom, options: HandOptions): Promise<number> {
  const answers = await allWaiting(room, options);
  if (answers.length === 0) {
    process.stdout.write(`${say('No answer waits for your points.')}\n`);
    return 0;
  }
  const lines = lineReader(process.stdin, process.stdout);
  try {
    const given = await serveAnswers(answers, {
      lines,
      names: options.names,
      write: (text) => void process.stdout.write(text),
      give: (points) => room.store.giveManual(points),
    });
    const left = (await allWaiting(room, { ...options, all: false })).length;
    const read = sayCount(given, '{n} answer', '{n} answers');
    process.stdout.write(
      `\n${left > 0 ? say('{answers} read, {left} left.', { answers: read, left }) : say('{answers} read.', { answers: read })}\n`,
    );
  } finally {
    lines.close();
  }
  return 0;
}

async function allWaiting(room: ClassRoom, options: HandOptions): Promise<WaitingAnswer[]> {
  const store = new SqliteGrades(room.store.database);
  const suites = loadSuites();
  const answers: WaitingAnswer[] = [];
  const known: string[] = [];
  for (const release of releasesOf(room, options.chapters)) {
    const suite = suites.find(({ chapter }) => chapter === release.chapter);
    if (!suite)
      throw new UserError(say('Chapter {chapter} has no suite in tests/exercises.', { chapter: release.chapter }));
    known.push(...suite.exercises.filter(({ kind }) => kind === 'text' || kind === 'model').map(({ id }) => id));
    answers.push(...waitingAnswers(room, release, suite, await store.ofRelease(room.name, release.id), options));
  }
  const stranger = options.exercises?.find((id) => !known.includes(id));
  if (stranger !== undefined) {
    throw new UserError(
      say('No exercise "{stranger}" waits for a teacher; those that do are {known}.', {
        stranger,
        known: known.join(', '),
      }),
    );
  }
  return answers;
}
