import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { longCsv, moodleItemsCsv, wideCsv } from '../grading/gradebook/gradebook';
import { fillWorksheet } from '../grading/gradebook/moodle-worksheet';
import { chapterSummary, exerciseSummary } from '../grading/gradebook/summary';
import { summaryText } from '../grading/gradebook/summary-text';
import type { ClassResults } from '../grading/results/class-results';
import { toSay } from '../languages/english';
import { say, sayCount } from '../languages/say';
import { sayMade } from '../languages/say-made';
import { UserError, writeWhole } from '../project';
import { gradedClass, refuseWords } from './class-options';
import type { Command } from './command';
import { readOptions } from './options';

const usage = toSay(`usage: npx --no-install convolab gradebook [OPTIONS]

Writes the points of a class as CSV and prints a summary by chapter and exercise. Points of exercises are those before lateness, those of
chapters are what counts. No text in the file becomes a formula in a spreadsheet.

  --class NAME       the class; not needed where there is only one
  --chapter 02       only this chapter; may be given several times
  --to FILE.csv      where to write it (default classes/NAME/gradebook.csv)
  --long             a line for each student, chapter and exercise, in place of a line for each student
  --moodle FILE.csv  fills in the grading worksheet of a Moodle assignment and writes it beside the gradebook, as
                     NAME-graded.csv; with --chapter where there are several. Only grades that are final go in
  --moodle-items     writes a file for the import of Moodle's gradebook, too: moodle-items.csv, with a grade item a chapter
`);

export const gradebookCommand: Command = {
  name: 'gradebook',
  summary: 'writes the points of a class as CSV, also for Moodle, and prints a summary',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('gradebook', args, {
    class: { type: 'string' },
    chapter: { type: 'string', multiple: true },
    to: { type: 'string' },
    long: { type: 'boolean', default: false },
    moodle: { type: 'string' },
    'moodle-items': { type: 'boolean', default: false },
  });
  refuseWords('gradebook', positionals);
  const given = values.to === undefined ? undefined : csvFile(values.to);
  const worksheet = values.moodle === undefined ? undefined : { path: values.moodle, text: readFile(values.moodle) };
  const results = await gradedClass(values);
  const target = given ?? join(results.folder, 'gradebook.csv');
  const written = [target];
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  // before anything is written: a mistake in the worksheet leaves all as it was
  const moodle = worksheet && fill(worksheet, results);
  writeWhole(target, values.long ? longCsv(results) : wideCsv(results));
  if (moodle && worksheet) {
    const file = join(dirname(target), `${basename(worksheet.path).replace(/\.csv$/i, '')}-graded.csv`);
    writeWhole(file, moodle.text);
    written.push(file);
    for (const problem of moodle.problems) process.stderr.write(`${sayMade(problem)}\n`);
  }
  if (values['moodle-items']) {
    const file = join(dirname(target), 'moodle-items.csv');
    writeWhole(file, moodleItemsCsv(results));
    written.push(file);
  }
  print(summaryText(exerciseSummary(results)));
  print(`\n${summaryText(chapterSummary(results))}\n`);
  for (const file of written) print(relative(process.cwd(), file));
  if (moodle) print(sayCount(moodle.filled, '{n} grade for Moodle.', '{n} grades for Moodle.'));
  return 0;
}

function fill({ path, text }: { path: string; text: string }, { chapters, students }: ClassResults) {
  const known = [...new Set(chapters.map(({ release }) => String(release.chapter).padStart(2, '0')))];
  if (known.length > 1) {
    throw new UserError(
      say('A worksheet of Moodle is for one assignment: say --chapter with one of {known}.', {
        known: known.join(', '),
      }),
    );
  }
  // of a chapter that was assigned again, the last time counts
  const chapter = chapters[chapters.length - 1];
  return fillWorksheet(text, basename(path), chapter, students);
}

function csvFile(path: string): string {
  const file = resolve(path);
  if (!/\.csv$/i.test(file)) throw new UserError(say('--to is a file that ends with .csv; got "{path}".', { path }));
  if (existsSync(file) && !statSync(file).isFile())
    throw new UserError(say('--to is a file, but {path} is none.', { path }));
  return file;
}

function readFile(path: string): string {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new UserError(say('There is no file {path}: --moodle is the worksheet that Moodle gave you.', { path }));
  return readFileSync(path, 'utf8');
}
