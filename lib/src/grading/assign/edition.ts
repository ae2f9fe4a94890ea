/**
 * A student edition: a folder with the exercise notebooks of some chapters and all that they need to run, and without what would
 * answer them: solutions, references, graded cases, the seed and the source of the library.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { suiteFiles } from '../../exercises/load';
import type { Suite } from '../../exercises/spec';
import { writeSuiteData } from '../../exercises/suite-data';
import { languages } from '../../languages/translations';
import { projectRoot } from '../../project';
import { type Lock, type Manifest, studentPackages } from './packages';
import { filesUnder, writeStudentLibrary } from './student-library';
import { suiteCode } from './suite-code';
import { suiteToData } from './suite-to-data';

export interface EditionChapter {
  suite: Suite;
  /** below `exercises`: '02-fundamentals.ipynb', 'fr/02-fundamentals.ipynb' */
  notebook: string;
  /** as it is handed out */
  text: string;
}

export interface EditionOptions {
  /** of the README */
  instructions: string;
  studentsCommands: string[];
}

/** Copied as they are. The C++ of the fast kernels stays away: the optimizers that chapter 3 asks for are in it. */
const asTheyAre = [
  ...['.npmrc', 'LICENSE', 'scripts/start.js', 'scripts/setup', 'scripts/engine'],
  ...['python/requirements.lock', 'python/engine.lock', 'lib/bin', 'lib/python/run_notebook.py', 'lib/nbconvert'],
];

/**
 * @param folder that does not exist yet
 * @returns a sentence for each hint that students will not see
 */
export async function writeEdition(
  folder: string,
  chapters: EditionChapter[],
  options: EditionOptions,
): Promise<string[]> {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const problems: string[] = [];
  for (const path of asTheyAre) {
    const filter = (source: string): boolean => basename(source) !== '__pycache__';
    cpSync(join(projectRoot, path), join(folder, path), { recursive: true, filter });
  }
  for (const { suite, notebook, text } of chapters) {
    write(`exercises/${notebook}`, text);
    const number = String(suite.chapter).padStart(2, '0');
    const file = suiteFiles().find((one) => basename(one).startsWith(`${number}-`)) as string;
    const { script, problems: unseen } = await suiteCode(file, suite);
    const name = basename(file, '.ts');
    write(`tests/exercises/${name}.json`, writeSuiteData(suiteToData(suite)));
    write(`tests/exercises/${name}.code.js`, script);
    problems.push(...unseen);
  }
  writeData(folder, chapters, write);
  writeTranslations(folder, chapters);
  const lib = join(projectRoot, 'lib');
  const scripts = await writeStudentLibrary(join(lib, 'dist'), join(folder, 'lib', 'dist'), options.studentsCommands);
  const others = ['scripts', 'lib/bin'].flatMap((path) =>
    filesUnder(join(folder, path)).map((file) => readFileSync(join(folder, path, file), 'utf8')),
  );
  const packages = studentPackages(
    {
      root: readJson('package.json') as Manifest,
      library: readJson('lib/package.json') as Manifest,
      lock: readJson('package-lock.json') as Lock,
    },
    [...scripts, ...others],
  );
  write('package.json', `${JSON.stringify(packages.root, null, 2)}\n`);
  write('lib/package.json', `${JSON.stringify(packages.library, null, 2)}\n`);
  write('package-lock.json', `${JSON.stringify(packages.lock, null, 2)}\n`);
  // the course's own one ignores lib/dist, which a student who works in git must keep
  write('.gitignore', 'node_modules/\n.venv/\n.convolab/\n.ipynb_checkpoints/\n');
  write('README.md', options.instructions);
  return problems;
}

interface Catalog {
  sets: { name: string }[];
}

/** The data sets that a notebook or an exercise names, and Fashion-MNIST where models are measured. */
function writeData(folder: string, chapters: EditionChapter[], write: (path: string, text: string) => void): void {
  const catalog = readJson('data/catalog.json') as Catalog & Record<string, unknown>;
  const isNeeded = (name: string): boolean =>
    chapters.some(({ suite, text }) => {
      const inCode = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
      const measures = name === 'fashion-mnist' && suite.exercises.some(({ kind }) => kind === 'model');
      return measures || text.includes(inCode) || text.includes(name);
    });
  const sets = catalog.sets.filter(({ name }) => isNeeded(name));
  for (const { name } of sets) {
    const from = join(projectRoot, 'data', name);
    if (existsSync(from)) cpSync(from, join(folder, 'data', name), { recursive: true });
  }
  write('data/catalog.json', `${JSON.stringify({ ...catalog, sets }, null, 2)}\n`);
}

/** What `npm start`, `check()`, the commands, figures, tables and printed lines say in other languages; of the suites only what those of the edition say. */
function writeTranslations(folder: string, chapters: EditionChapter[]): void {
  const isForOthers = (file: string): boolean =>
    /^\d\d-/.test(file) && !chapters.some(({ suite }) => suite.chapter === Number.parseInt(file, 10));
  for (const { code } of languages()) {
    const [from, to] = [projectRoot, folder].map((root) => join(root, 'translations', code));
    for (const name of [
      'language.json',
      'jupyterlab.lock',
      'set-up.json',
      'figures.json',
      'errors.json',
      'printed',
      'messages',
    ]) {
      if (!existsSync(join(from, name))) continue;
      cpSync(join(from, name), join(to, name), { recursive: true, filter: (path) => !isForOthers(basename(path)) });
    }
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(projectRoot, path), 'utf8'));
}
