import { dirname, join, relative, resolve } from 'node:path';
import { markOf, type NotebookCell } from '../exercises/answer-cells';
import { checkNotebook } from '../exercises/check-notebook';
import { findExercise, loadSuites } from '../exercises/load';
import { recordProgress } from '../exercises/progress';
import { resultToText } from '../exercises/report-text';
import type { ExerciseResult } from '../exercises/result';
import type { Exercise } from '../exercises/spec';
import { toSay } from '../languages/english';
import { readerLanguage } from '../languages/reader';
import { figures, inLanguage, say, sayCount } from '../languages/say';
import { projectRoot, UserError } from '../project';
import type { Command } from './command';
import { findNotebooks, readNotebook } from './notebook/find';
import { readOptions } from './options';

const usage = toSay(`usage: npx --no-install convolab check <02 | name | fr/02 | all | FILE.ipynb>… [OPTIONS]

Checks the answers in exercise notebooks, as \`await check(…)\` does inside of them. Each answer cell is compiled and run by
itself, in a process that is stopped when it does not end. Exit status 1 if an answer is missing or wrong.

  --exercise ID   only this exercise, such as 2.1; may be given several times
  --json          results as JSON on standard output
`);

export const checkCommand: Command = {
  name: 'check',
  summary: 'checks the answers in an exercise notebook',
  usage,
  run,
};

const exercisesFolder = join(projectRoot, 'exercises');

interface Report {
  notebook: string;
  results: ExerciseResult[];
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('check', args, {
    exercise: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
  });
  if (positionals.length === 0) {
    throw new UserError(say('convolab check needs a notebook: a number (02), a name, all, or a file.'));
  }
  const paths = [...new Set(positionals.flatMap((word) => findNotebooks(word, exercisesFolder)))];
  const wanted = (values.exercise ?? []).map((id) => findExercise(id));
  const reports: Report[] = [];
  for (const path of paths) {
    const language = readerLanguage({ folder: dirname(resolve(path)) });
    reports.push(await inLanguage(language, () => checkFile(path, wanted, values.json)));
  }
  const ok = reports.every(({ results }) => results.every(isGood));
  if (values.json) process.stdout.write(`${JSON.stringify({ ok, notebooks: reports }, plainNumbers, 2)}\n`);
  return ok ? 0 : 1;
}

async function checkFile(path: string, wanted: Exercise[], json: boolean): Promise<Report> {
  const notebook = relative(process.cwd(), path);
  const cells = readNotebook(path).cells as NotebookCell[];
  const exercises = exercisesOf(cells, notebook, wanted);
  if (!json) process.stdout.write(`${notebook}\n`);
  const show = inOrder(exercises.map(({ id }) => id));
  const results = await checkNotebook(cells, exercises, (result) => {
    if (!json) for (const one of show(result)) process.stdout.write(isGood(one) ? '' : `\n${resultToText(one)}\n`);
  });
  // a teacher's look at somebody's file is not the progress of the one who sits here
  if (resolve(path).startsWith(exercisesFolder)) for (const result of results) await recordProgress(result);
  if (!json) process.stdout.write(`\n${pointsTable(results)}\n`);
  return { notebook, results };
}

/** The exercises that a notebook asks for: those of the chapters that its cells name. */
function exercisesOf(cells: NotebookCell[], name: string, wanted: Exercise[]): Exercise[] {
  const ids = new Set(cells.flatMap((cell) => markOf(cell).exercise ?? []));
  const chapter = Number.parseInt([...ids][0] ?? /(\d+)-[^/\\]*$/.exec(name)?.[1] ?? '', 10);
  const suite = loadSuites().find((one) => one.chapter === chapter);
  if (!suite)
    throw new UserError(say('{name} names no exercise of this course: it is no exercise notebook.', { name }));
  for (const id of ids) findExercise(id);
  if (wanted.length === 0) return suite.exercises;
  const foreign = wanted.find((exercise) => !suite.exercises.includes(exercise));
  if (foreign) {
    const known = suite.exercises.map((exercise) => exercise.id).join(', ');
    throw new UserError(
      say('{name} does not ask for exercise {id}; it asks for {known}.', { name, id: foreign.id, known }),
    );
  }
  return wanted;
}

/** Two exercises are checked at once; their reports come in the order of the notebook all the same. */
function inOrder(ids: string[]): (result: ExerciseResult) => ExerciseResult[] {
  const waiting = new Map<string, ExerciseResult>();
  let next = 0;
  return (result) => {
    waiting.set(result.id, result);
    const ready: ExerciseResult[] = [];
    for (let one = waiting.get(ids[next]); one; one = waiting.get(ids[++next])) ready.push(one);
    return ready;
  };
}

function isGood(result: ExerciseResult): boolean {
  return result.status === 'right' || result.status === 'recorded';
}

const words: Record<ExerciseResult['status'], string> = {
  right: 'right',
  partial: 'in part',
  wrong: 'wrong',
  broken: 'does not run',
  stub: 'not written',
  recorded: 'recorded for your teacher',
};

function pointsTable(results: ExerciseResult[]): string {
  const width = Math.max(...results.map(({ title }) => say(title).length)) + 2;
  const rows = results.map((result) => {
    const score = `${figures(result.points)} / ${result.of}`;
    return `  ${result.id.padEnd(6)}${say(result.title).padEnd(width)}${score.padStart(9)}  ${say(words[result.status])}`;
  });
  const graded = results.filter(({ status }) => status !== 'recorded');
  const reached = graded.reduce((sum, { points }) => sum + points, 0);
  const of = graded.reduce((sum, result) => sum + result.of, 0);
  const waiting = results.filter(({ status }) => status === 'recorded').reduce((sum, result) => sum + result.of, 0);
  const note =
    waiting > 0 ? sayCount(waiting, ', and {n} that your teacher gives', ', and {n} that your teacher gives') : '';
  const sum = sayCount(of, '{reached} of {n} point', '{reached} of {n} points', { reached: figures(reached) });
  return `${rows.join('\n')}\n  ${sum}${note}`;
}

/** JSON has no NaN: numbers that are not finite become text. */
function plainNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
