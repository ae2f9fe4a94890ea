import { basename, dirname, join, relative, resolve } from 'node:path';
import { type HandInNotebook, makeHandIn } from '../exercises/hand-in';
import { loadSuites } from '../exercises/load';
import { toSay } from '../languages/english';
import { readerLanguage } from '../languages/reader';
import { inLanguage, say } from '../languages/say';
import { projectRoot, UserError, writeWhole } from '../project';
import type { Command } from './command';
import { findNotebooks, folderWithNotebooks, notebooksIn, readNotebook } from './notebook/find';
import { readOptions } from './options';

const usage = toSay(`usage: npx --no-install convolab pack [02 | name | fr/02 | FILE.ipynb] --student ID [OPTIONS]

Makes your hand-in: a copy of your exercise notebook with your id, without outputs, that you give to your teacher. It says
what is still open. Save the notebook in JupyterLab first.

  --student ID   the id that your teacher knows you by
  --to DIR       where the file is written (default hand-in)
`);

export const packCommand: Command = {
  name: 'pack',
  summary: 'makes the file that a student hands in',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('pack', args, {
    student: { type: 'string' },
    to: { type: 'string', default: join(projectRoot, 'hand-in') },
  });
  const { student } = values;
  if (student === undefined) {
    throw new UserError(say('convolab pack needs your id: --student ID, the one that your teacher knows you by.'));
  }
  const path = notebookNamed(positionals);
  // what is open is said as the notebook says it, like by convolab check
  return inLanguage(readerLanguage({ folder: dirname(path) }), () => pack(path, student, values.to));
}

function pack(path: string, student: string, to: string): number {
  const name = basename(path, '.ipynb');
  const suite = loadSuites().find(({ chapter }) => chapter === Number.parseInt(name, 10));
  if (!suite)
    throw new UserError(
      say('{path} belongs to no chapter: its name must begin with a number, like 02-.', { path: basename(path) }),
    );
  const notebook = readNotebook(path) as unknown as HandInNotebook;
  const { text, sha256, open } = makeHandIn(notebook, suite.exercises, student);
  const target = join(resolve(to), `${name.replace(`-${student}`, '')}-${student}.ipynb`);
  writeWhole(target, text);
  const count = suite.exercises.length - open.length;
  process.stdout.write(
    `${open.map((sentence) => `  ${sentence}\n`).join('')}${say('{count} of {all} answers are written.', { count, all: suite.exercises.length })}\n` +
      `${say('Hand in: {path} (sha256 {sha256}…)', { path: relative(process.cwd(), target), sha256: sha256.slice(0, 12) })}\n`,
  );
  return 0;
}

function notebookNamed(words: string[]): string {
  const folder = folderWithNotebooks(join(projectRoot, 'exercises'));
  if (words.length > 1) throw new UserError(say('convolab pack makes one hand-in at a time: name one chapter.'));
  const names = notebooksIn(folder);
  if (words.length === 0 && names.length !== 1) {
    throw new UserError(say('Which chapter? Name one: convolab pack {name} --student ID.', { name: names[0] ?? '02' }));
  }
  return findNotebooks(words[0] ?? names[0], folder)[0];
}
