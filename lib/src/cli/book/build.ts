/** Makes a book: executes what has to be executed, writes the site beside its place, and puts it there when it is whole. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../languages/say';
import { english, type Language, languages } from '../../languages/translations';
import { projectRoot, UserError } from '../../project';
import { type Notebook, readNotebook } from '../notebook/find';
import { notebookCells } from '../page/html';
import { type BookChapter, withOutputsOf } from './chapters';
import { checkSite, lookedAt, type SiteReport } from './check-site';
import { ExecutedChapter, Interrupted, type Keep } from './executed';
import { saidIn } from './said-outputs';
import { type SiteChapter, writeSite } from './site';
import { openSiteFolder } from './site-folder';
import { roughly, TimeLeft } from './time-left';

export interface BookOptions extends Keep {
  out: string;
  /** seconds that one cell may take */
  timeout: number;
  /** execute every language by itself, in place of showing what the English chapters put out */
  eachLanguage?: boolean;
  /** execute again what is kept */
  fresh?: boolean;
  signal: AbortSignal;
  /** a line that stays */
  tell(line: string): void;
  /** a line that the next one replaces */
  now(line: string): void;
}

interface Task {
  chapter: BookChapter;
  language: string;
  name: string;
  executed: ExecutedChapter;
}

/**
 * Makes a site of chapters.
 * @throws UserError if a cell fails, if a place is taken, if it is stopped; then the site stays as it was
 */
export async function makeBook(chapters: BookChapter[], options: BookOptions): Promise<SiteReport> {
  const { out, signal, tell } = options;
  for (const chapter of chapters) sameCode(chapter);
  const site = openSiteFolder(out);
  try {
    const outputs = await executeAll(chapters, options);
    const written: SiteChapter[] = [];
    for (const chapter of chapters) {
      options.now(say('making the pages of {name}', { name: chapter.name }));
      if (signal.aborted) throw new Interrupted();
      written.push(await convert(chapter, outputs));
    }
    const version = JSON.parse(readFileSync(join(projectRoot, 'lib', 'package.json'), 'utf8')).version as string;
    writeSite(site.path, written, { languages: languagesOf(chapters), version });
    const report = checkSite(site.path);
    if (signal.aborted) throw new Interrupted();
    site.putInPlace();
    tell(lookedAt(report));
    return report;
  } finally {
    site.close();
  }
}

/** Before minutes are spent on it. @throws UserError for a translation that is older than its chapter */
function sameCode(chapter: BookChapter): void {
  const original = readNotebook(pathOf(chapter, english.code));
  for (const path of chapter.notebooks.values()) withOutputsOf(path, original);
}

/** English, and every language that has one of the chapters. */
function languagesOf(chapters: BookChapter[]): Language[] {
  return [english, ...languages()].filter(({ code }) => chapters.some(({ notebooks }) => notebooks.has(code)));
}

type Outputs = ReadonlyMap<string, Notebook>;
const nameOf = (chapter: BookChapter, language: string): string =>
  language === english.code ? chapter.name : `${language}/${chapter.name}`;

async function executeAll(chapters: BookChapter[], options: BookOptions): Promise<Outputs> {
  const tasks = chapters.flatMap((chapter): Task[] => {
    const own = options.eachLanguage ? [...chapter.notebooks.keys()] : [english.code];
    return own.map((language) => {
      const name = nameOf(chapter, language);
      return { chapter, language, name, executed: new ExecutedChapter(name, pathOf(chapter, language), options) };
    });
  });
  const outputs = new Map<string, Notebook>();
  const waiting = tasks.filter(({ name, executed }) => {
    const kept = options.fresh ? undefined : executed.kept();
    if (kept) outputs.set(name, kept);
    return kept === undefined;
  });
  const left = new TimeLeft(waiting.map(({ name, executed }) => ({ name, before: executed.secondsBefore })));
  if (tasks.length > waiting.length)
    options.tell(
      say('{n} of {all} chapters are executed and unchanged.', { n: tasks.length - waiting.length, all: tasks.length }),
    );
  for (const [i, task] of waiting.entries())
    outputs.set(
      task.name,
      await execute(task, say('{some} of {all}', { some: i + 1, all: waiting.length }), left, options),
    );
  return outputs;
}

async function execute(
  { name, executed }: Task,
  which: string,
  left: TimeLeft,
  options: BookOptions,
): Promise<Notebook> {
  const { timeout, signal, tell, now } = options;
  if (signal.aborted) throw new Interrupted();
  const begun = performance.now();
  const spent = (): number => (performance.now() - begun) / 1000;
  tell(say('Executing {name} ({which}), {time} left.', { name, which, time: roughly(left.seconds()) }));
  const notebook = await executed.run({
    timeout,
    signal,
    onStart: (cell, of) =>
      now(
        say('{name}: cell {cell} of {of}, {time} left', { name, cell, of, time: roughly(left.seconds(name, spent())) }),
      ),
  });
  left.done(name, spent());
  return notebook;
}

async function convert(chapter: BookChapter, outputs: Outputs): Promise<SiteChapter> {
  const cells = new Map<string, string>();
  const executed = new Set<string>();
  for (const [language, path] of chapter.notebooks) {
    const own = outputs.get(nameOf(chapter, language));
    if (own) executed.add(language);
    const source = own ?? outputs.get(chapter.name);
    if (!source) continue;
    const edition = withOutputsOf(path, source);
    const notebook = own ? edition : await saidIn(language, edition);
    cells.set(language, await notebookCells(notebook, path));
  }
  return { ...chapter, cells, executed };
}

function pathOf({ name, notebooks }: BookChapter, language: string): string {
  const path = notebooks.get(language);
  if (path === undefined) throw new UserError(`The chapter ${name} has no notebook in ${language}.`);
  return path;
}
