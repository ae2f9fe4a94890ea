import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { markOf } from '../exercises/answer-cells';
import { loadSuites } from '../exercises/load';
import type { Exercise } from '../exercises/spec';
import { withNbgraderMarks } from '../grading/nbgrader-marks';
import { notebookText, type ReleaseNotebook, releaseNotebook } from '../grading/release';
import { toSay } from '../languages/english';
import { say } from '../languages/say';
import { projectRoot, UserError, writeWhole } from '../project';
import type { Command } from './command';
import { findNotebooks, readNotebook } from './notebook/find';
import { readOptions } from './options';

const usage = toSay(`usage: npx --no-install convolab release [02 | name | all]… [OPTIONS]

Makes the student notebooks in exercises/ from the teacher's in solutions/: solutions become places to fill, and outputs are
dropped. In both, the cells get the marks and points by which nbgrader knows them. Without a name it makes all of them.

  --check   changes nothing; fails, and names them, if notebooks differ from what would be made
`);

export const releaseCommand: Command = {
  name: 'release',
  summary: "makes the student notebooks in exercises/ from the teacher's in solutions/",
  usage,
  run,
};

/** Where the two editions are; tests name other folders. */
export interface Folders {
  solutions: string;
  exercises: string;
}

const folders: Folders = { solutions: join(projectRoot, 'solutions'), exercises: join(projectRoot, 'exercises') };

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('release', args, { check: { type: 'boolean', default: false } });
  const words = positionals.length > 0 ? positionals : ['all'];
  const { made, changed, marked } = release(words, { check: values.check, folders });
  if (!values.check) {
    const marks = marked.map((name) => `${say('solutions/{name} (marks for nbgrader)', { name })}\n`);
    const notebooks = made.map(
      (name) => `exercises/${name}${changed.includes(name) ? '' : ` ${say('(unchanged)')}`}\n`,
    );
    process.stdout.write([...marks, ...notebooks].join(''));
    return 0;
  }
  if (changed.length + marked.length === 0) {
    process.stdout.write(`${say('exercises/ agrees with solutions/: {made}', { made: made.join(', ') })}\n`);
    return 0;
  }
  const complaints = [
    ...changed.map((name) => say('exercises/{name} differs from its solution', { name })),
    ...marked.map((name) => say('the marks for nbgrader in solutions/{name} differ from the exercises', { name })),
  ];
  process.stderr.write(
    `${say('{complaints}: run npx --no-install convolab release.', { complaints: complaints.join('; ') })}\n`,
  );
  return 1;
}

/**
 * Makes the notebooks, or with `check` only compares them.
 * @returns the file names, those that differed, and those of the solutions that had other marks for nbgrader
 */
export function release(
  words: string[],
  { check, folders: { solutions, exercises } }: { check: boolean; folders: Folders },
): { made: string[]; changed: string[]; marked: string[] } {
  const made: string[] = [];
  const changed: string[] = [];
  const marked: string[] = [];
  for (const path of new Set(words.flatMap((word) => findNotebooks(word, solutions)))) {
    const name = basename(path);
    const found = readNotebook(path) as unknown as ReleaseNotebook;
    const solution = withNbgraderMarks(found, exercisesOf(found, `solutions/${name}`));
    const notebook = releaseNotebook(solution, `solutions/${name}`);
    if (!isDeepStrictEqual(solution, found)) {
      marked.push(name);
      if (!check) writeWhole(path, notebookText(solution));
    }
    const text = notebookText(notebook);
    const target = join(exercises, name);
    if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
      changed.push(name);
      if (!check) writeWhole(target, text);
    }
    made.push(name);
  }
  return { made, changed, marked };
}

/** The exercises of a notebook: each has one answer cell, and no cell names an exercise that does not exist. */
function exercisesOf(notebook: ReleaseNotebook, name: string): Exercise[] {
  const chapter = Number.parseInt(/(\d+)-[^/]*$/.exec(name)?.[1] ?? '', 10);
  const suite = loadSuites().find((one) => one.chapter === chapter);
  if (!suite)
    throw new UserError(
      say('{name} has no suite: write tests/exercises/{suite}.ts.', { name, suite: basename(name, '.ipynb') }),
    );
  const ids = suite.exercises.map((exercise) => exercise.id);
  const answers = notebook.cells.map(markOf).filter(({ role }) => role === 'answer');
  const unknown = notebook.cells.map(markOf).find(({ exercise }) => exercise !== undefined && !ids.includes(exercise));
  if (unknown)
    throw new UserError(
      say('{name} has a cell for exercise {exercise}; the suite has {ids}.', {
        name,
        exercise: unknown.exercise ?? '',
        ids: ids.join(', '),
      }),
    );
  for (const id of ids) {
    const count = answers.filter(({ exercise }) => exercise === id).length;
    if (count !== 1)
      throw new UserError(
        count === 0
          ? say('{name} has no answer cell for exercise {id}; expected one.', { name, id })
          : say('{name} has {count} answer cells for exercise {id}; expected one.', { name, count, id }),
      );
  }
  return suite.exercises;
}
