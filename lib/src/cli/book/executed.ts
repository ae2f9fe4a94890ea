/** Chapters with their outputs, kept below `.convolab/book` until their code or the library changes. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot, stateFolder, UserError, writeWhole } from '../../project';
import { type ExecuteOptions, executeNotebook } from '../notebook/execute';
import { type Notebook, readNotebook } from '../notebook/find';
import { failureText, summarise } from '../notebook/report';
import { codeHash } from './chapters';
import { filesUnder } from './files-under';

/** Executes one notebook and writes it with its outputs to `save`, as `executeNotebook` does. */
export type Execute = typeof executeNotebook;

export interface Keep {
  /** where executed chapters are kept */
  folder?: string;
  /** what the outputs depend on besides the notebook */
  library?: string;
  execute?: Execute;
}

interface Stamp {
  key: string;
  seconds: number;
}

const stampsIn = 'convolabBook';

/** One chapter: whether it is there, how long it took last, and how to execute it. */
export class ExecutedChapter {
  readonly #path: string;
  readonly #file: string;
  readonly #key: string;
  readonly #execute: Execute;
  readonly #before: Notebook | undefined;

  /** @param name what it is kept under: '02-fundamentals', or 'fr/02-fundamentals' if the language is executed by itself */
  constructor(name: string, path: string, { folder, library = libraryHash(), execute = executeNotebook }: Keep = {}) {
    this.#path = path;
    this.#file = join(folder ?? join(stateFolder, 'book'), `${name}.ipynb`);
    this.#key = createHash('sha256')
      .update(`${codeHash(readNotebook(path))} ${library}`)
      .digest('hex');
    this.#execute = execute;
    this.#before = readKept(this.#file);
  }

  /** The chapter as it was executed, if neither its code nor the library has changed since. */
  kept(): Notebook | undefined {
    return this.#before && stampOf(this.#before)?.key === this.#key ? this.#before : undefined;
  }

  /** How long it took last time. */
  get secondsBefore(): number | undefined {
    return this.#before && stampOf(this.#before)?.seconds;
  }

  /** @throws UserError if a cell fails, or if it is interrupted */
  async run(options: Pick<ExecuteOptions, 'timeout' | 'signal' | 'onStart'>): Promise<Notebook> {
    const save = `${this.#file}.${process.pid}.part`;
    mkdirSync(dirname(save), { recursive: true });
    try {
      const run = await this.#execute(this.#path, { ...options, save });
      if (run.interrupted) throw new Interrupted();
      if (!run.ok) throw new UserError(`${failureText(summarise(run))}\n\nThe book was not made.`);
      const notebook = readNotebook(save);
      notebook.metadata[stampsIn] = { key: this.#key, seconds: Math.round(run.seconds) } satisfies Stamp;
      writeWhole(this.#file, JSON.stringify(notebook));
      return notebook;
    } finally {
      rmSync(save, { force: true });
    }
  }
}

/** The reader has stopped it. */
export class Interrupted extends UserError {
  constructor() {
    super('The book was stopped. The chapters that were executed are kept; the same command goes on.');
  }
}

/** A file that was cut short or written by somebody else is no kept chapter. */
function readKept(file: string): Notebook | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readNotebook(file);
  } catch {
    return undefined;
  }
}

const stampOf = (notebook: Notebook): Stamp | undefined => notebook.metadata[stampsIn] as Stamp | undefined;

let found: string | undefined;

/** Hash of all that the outputs of a chapter depend on besides it: compiled library, data, stored results. */
export function libraryHash(): string {
  if (found !== undefined) return found;
  const hash = createHash('sha256');
  const within = (folder: string, ending: string): string[] =>
    filesUnder(join(projectRoot, folder)).flatMap((file) => (file.endsWith(ending) ? `${folder}/${file}` : []));
  // A chapter uses neither the command line nor the grader.
  const scripts = within('lib/dist', '.js').filter((file) => !/^lib\/dist\/(cli|grading)\//.test(file));
  for (const file of [...scripts, ...within('docs/results', '.json'), 'data/catalog.json'])
    hash.update(file).update(readFileSync(join(projectRoot, file)));
  found = hash.digest('hex');
  return found;
}
