/** Fills in the grading worksheet of a Moodle assignment ("Download grading worksheet"), so that it can be uploaded again. */
import { stringify } from 'csv-stringify/sync';
import { escapeHtml } from '../../exercises/report-html';
import { escaped } from '../../languages/patterns';
import { askedLanguage } from '../../languages/reader';
import { figures, inLanguage, language, say } from '../../languages/say';
import { sayMade } from '../../languages/say-made';
import { marksOf, sayNumbers } from '../../languages/say-numbers';
import { english, languages } from '../../languages/translations';
import { UserError } from '../../project';
import type { Student } from '../classroom/records';
import type { FinalGrade } from '../grades/final-grade';
import { type Column, type MoodleCsv, readMoodleCsv } from '../reading/moodle-csv';
import { shown } from '../reading/shown';
import type { AssignedChapter } from '../results/class-results';
import { settled } from './gradebook';
import { safeText } from './safe-csv';

export interface FilledWorksheet {
  text: string;
  /** rows that got a grade */
  filled: number;
  /** what was left as it came, one sentence each */
  problems: string[];
}

/**
 * Puts grades and comments into their columns; everything else stays as it came, in its order. A comment that is there already stays.
 * Grades are scaled to the maximum of the assignment.
 * @param name of the file, for the sentences
 * @throws UserError where it is no worksheet of Moodle's
 */
export function fillWorksheet(
  text: string,
  name: string,
  chapter: AssignedChapter,
  students: Student[],
): FilledWorksheet {
  const { at, rows, delimiter } = readWorksheet(text, name);
  const problems: string[] = [];
  const reads = askedLanguage() ?? chapter.release.language ?? language();
  const ours = beginnings();
  let filled = 0;
  for (const row of rows) {
    const field = (column: Column): string => (row[at[column]] ?? '').trim().normalize('NFC');
    const who = shown(`${field('identifier')}${field('name') ? ` (${field('name')})` : ''}`, 100);
    const leave = (why: string): void => void problems.push(`${who}: ${why}; the row stays as it came.`);
    const student = studentOf(field, chapter, students);
    const grade = student && chapter.grades.get(student.id);
    const points = settled(grade);
    if (!grade) leave('nobody on the class list');
    else if (points === undefined) leave(reasons[grade.status]);
    else if (/^(no|nein|non)$/i.test(field('changeable'))) leave('Moodle says that the grade cannot be changed');
    else {
      row[at.grade] = scaled(points, grade.of, at.maximum < 0 ? '100.00' : field('maximum'), name);
      const isOurs = field('comments') === '' || ours.some((form) => form.test(field('comments')));
      if (at.comments >= 0 && isOurs) row[at.comments] = inLanguage(reads, () => commentOn(grade));
      filled++;
    }
  }
  return { text: written(text, rows, delimiter), filled, problems };
}

const reasons: Record<string, string> = {
  missing: 'nothing was handed in',
  ungraded: 'not graded yet',
  waiting: 'waits for points that you give',
};

/** @throws UserError where it is no worksheet that takes grades */
function readWorksheet(text: string, name: string): MoodleCsv {
  const worksheet = readMoodleCsv(text, name);
  const { at } = worksheet;
  const lacking = [...(at.identifier < 0 ? ['Identifier'] : []), ...(at.grade < 0 ? ['Grade'] : [])];
  if (lacking.length > 0) {
    throw new UserError(
      `${name} has no column ${lacking.join(' and no column ')}: in Moodle, in English, German or French, open the assignment and choose "Download grading worksheet".`,
    );
  }
  return worksheet;
}

/** By what Moodle shows of a participant: id, address; by the number that the folder of the hand-in had; by the name. */
function studentOf(
  field: (column: Column) => string,
  { grades }: AssignedChapter,
  students: Student[],
): Student | undefined {
  const same = (a: string, b: string): boolean => a !== '' && a.toLowerCase() === b.toLowerCase();
  const number = /\d+$/.exec(field('identifier'))?.[0];
  const cameFrom = new RegExp(`_${number}_assignsubmission_`);
  const clues: ((student: Student) => boolean | undefined)[] = [
    ({ id }) => same(field('id'), id) || same(field('username'), id),
    ({ email }) => same(field('email'), email),
    ({ id }) => number !== undefined && grades.get(id)?.attempts.some(({ attempt }) => cameFrom.test(attempt.cameAs)),
    ({ name }) => same(nameKey(field('name')), nameKey(name)),
  ];
  for (const clue of clues) {
    const fitting = students.filter(clue);
    if (fitting.length === 1) return fitting[0];
  }
  return undefined;
}

/** 'Müller, Anna' and 'Anna Müller' are one name. */
const nameKey = (name: string): string =>
  name
    .normalize('NFC')
    .split(/[\s,]+/)
    .filter(Boolean)
    .sort()
    .join(' ');

/** With a comma where Moodle writes its maximum with one. */
function scaled(points: number, of: number, maximum: string, name: string): string {
  const most = Number(maximum.trim().replace(',', '.'));
  if (!(most > 0)) {
    throw new UserError(
      `${name} says "${maximum}" for the maximum grade: points go into an assignment that is graded by points.`,
    );
  }
  const grade = (of > 0 ? (points / of) * most : 0).toFixed(2);
  return maximum.includes(',') ? grade.replace('.', ',') : grade;
}

const beginning = (some: string, all: string): string => say('{some} of {all} points.', { some, all });

/** How our comments begin, in each language. */
function beginnings(): RegExp[] {
  return [english, ...languages()].map(({ code }) => {
    const form = escaped(inLanguage(code, () => beginning('SOME', 'ALL')));
    return new RegExp(`^${form.replace(/SOME|ALL/g, '[\\d.,]+')} `);
  });
}

/** Moodle shows comments as HTML. */
function commentOn({ points, of, why, counts }: FinalGrade): string {
  const remarks = (counts?.exercises ?? []).flatMap(({ id, manual }) =>
    manual?.remark.trim() ? [`${id}: ${manual.remark.trim()}`] : [],
  );
  const reached = beginning(figures(points), figures(of));
  const lines = [`${reached} ${sayNumbers(sayMade(why), marksOf(language()))}`, ...remarks];
  return safeText(escapeHtml(lines.join('\n')).replaceAll('\n', '<br>'));
}

/** The first line as it came, and the rows in the same form. */
function written(text: string, rows: string[][], delimiter: string): string {
  const [first] = /^.*?(\r?\n|$)/.exec(text) ?? [''];
  const end = first.endsWith('\r\n') ? '\r\n' : '\n';
  return `${first.trimEnd()}${end}${stringify(rows, { delimiter, record_delimiter: end })}`;
}
