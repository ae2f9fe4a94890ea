/** Fills in the grading worksheet of a Moodle assignment ("Download grading worksheet"), so that it can be uploaded again. */
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { inNumbers } from '../../exercises/describe';
import { escapeHtml } from '../../exercises/report-html';
import { UserError } from '../../project';
import type { Student } from '../classroom/records';
import type { FinalGrade } from '../grades/final-grade';
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
  const { head, rows } = readWorksheet(text, name);
  const at = (title: string): number => head.indexOf(title);
  const problems: string[] = [];
  let filled = 0;
  for (const row of rows) {
    const who = `${row[at('identifier')]}${at('full name') < 0 ? '' : ` (${row[at('full name')]})`}`;
    const leave = (why: string): void => void problems.push(`${who}: ${why}`);
    const student = studentOf(row, head, chapter, students);
    if (!student) {
      leave('nobody on the class list; the row stays as it came.');
      continue;
    }
    const grade = chapter.grades.get(student.id);
    const points = settled(grade);
    if (!grade || points === undefined) {
      leave(`${reasons[grade?.status ?? 'missing']}; the row stays as it came.`);
      continue;
    }
    if (/^no$/i.test(row[at('grade can be changed')] ?? '')) {
      leave('Moodle says that the grade cannot be changed; the row stays as it came.');
      continue;
    }
    row[at('grade')] = scaled(points, grade.of, row[at('maximum grade')] ?? '100.00', name);
    const comment = at('feedback comments');
    if (comment >= 0 && row[comment].trim() === '') row[comment] = commentOn(grade);
    filled++;
  }
  return { text: written(text, rows), filled, problems };
}

const reasons: Record<string, string> = {
  missing: 'nothing was handed in',
  ungraded: 'not graded yet',
  waiting: 'waits for points that you give',
};

interface Worksheet {
  /** titles of the columns in lower case */
  head: string[];
  /** without the first line */
  rows: string[][];
}

function readWorksheet(text: string, name: string): Worksheet {
  let rows: string[][];
  try {
    rows = parse(text, { bom: true, delimiter: delimiterOf(text), skip_empty_lines: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`${name} is no CSV file: ${why}. Download the grading worksheet from Moodle again.`);
  }
  const head = (rows[0] ?? []).map((title) => title.trim().toLowerCase());
  const lacking = ['identifier', 'grade'].filter((title) => !head.includes(title));
  if (lacking.length > 0) {
    throw new UserError(
      `${name} has no column ${lacking.map((title) => `"${title[0].toUpperCase()}${title.slice(1)}"`).join(' and no column ')}: in Moodle, with English as the language, open the assignment and choose "Download grading worksheet".`,
    );
  }
  return { head, rows: rows.slice(1) };
}

function delimiterOf(text: string): string {
  const [line] = text.split('\n', 1);
  return [',', ';', '\t'].reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best));
}

/** By what Moodle shows of a participant: id, address, name; or by the number that the folder of the hand-in had. */
function studentOf(
  row: string[],
  head: string[],
  { grades }: AssignedChapter,
  students: Student[],
): Student | undefined {
  const field = (title: string): string => (row[head.indexOf(title)] ?? '').trim().normalize('NFC').toLowerCase();
  const id = [field('id number'), field('username')].filter(Boolean);
  const email = field('email address');
  const byId = students.find((one) => id.includes(one.id.toLowerCase()));
  const byEmail = students.find((one) => email !== '' && one.email.toLowerCase() === email);
  if (byId ?? byEmail) return byId ?? byEmail;
  const number = /\d+$/.exec(field('identifier'))?.[0];
  const folder = new RegExp(`_${number}_assignsubmission_`);
  const byFolder = students.filter((one) =>
    grades.get(one.id)?.attempts.some(({ attempt }) => number !== undefined && folder.test(attempt.cameAs)),
  );
  if (byFolder.length === 1) return byFolder[0];
  const called = students.filter((one) => one.name.normalize('NFC').toLowerCase() === field('full name'));
  return called.length === 1 ? called[0] : undefined;
}

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

/** Moodle shows comments as HTML. */
function commentOn({ points, of, why, counts }: FinalGrade): string {
  const remarks = (counts?.exercises ?? []).flatMap(({ id, manual }) =>
    manual?.remark.trim() ? [`${id}: ${manual.remark.trim()}`] : [],
  );
  const lines = [`${inNumbers(points)} of ${inNumbers(of)} points. ${why}`, ...remarks];
  return safeText(escapeHtml(lines.join('\n')).replaceAll('\n', '<br>'));
}

/** The first line as it came, and the rows in the same form. */
function written(text: string, rows: string[][]): string {
  const [first] = /^.*?(\r?\n|$)/.exec(text) ?? [''];
  const end = first.endsWith('\r\n') ? '\r\n' : '\n';
  return `${first.trimEnd()}${end}${stringify(rows, { delimiter: delimiterOf(text), record_delimiter: end })}`;
}
