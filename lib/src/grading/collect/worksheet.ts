/** Moodle's grading worksheet: who has which participant number, and when each handed in. */
import { parse } from 'csv-parse/sync';
import { UserError } from '../../project';
import { readDueDate } from '../classroom/due-date';

export interface WorksheetRow {
  /** of "Participant 1234567" */
  participant: string;
  name: string;
  email: string;
  /** ISO 8601; none where nothing was handed in */
  handedIn?: string;
}

export interface Worksheet {
  rows: WorksheetRow[];
  problems: string[];
}

/** How Moodle calls the columns, in English and in German. */
const columns = {
  participant: /^(identifier|id|kennung)$/i,
  name: /^(full name|vollständiger name)$/i,
  email: /mail/i,
  handedIn: /^(last modified \(submission\)|zuletzt geändert \(abgabe\))$/i,
};

const months = [
  ...['jan', 'feb', 'mar|mär', 'apr', 'may|mai', 'jun', 'jul', 'aug', 'sep', 'oct|okt', 'nov', 'dec|dez'],
].map((names) => new RegExp(`^(${names})`, 'i'));

/**
 * @param zone of the times, which Moodle writes without one: that of the teacher's profile
 * @throws UserError where the file is no such worksheet
 */
export function readWorksheet(text: string, file: string, zone?: string): Worksheet {
  let lines: string[][];
  try {
    lines = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    throw new UserError(`${file} is no CSV file: ${error instanceof Error ? error.message : error}.`);
  }
  const [head = [], ...body] = lines.map((fields) => fields.map((field) => field.trim().normalize('NFC')));
  const place = (column: keyof typeof columns): number => head.findIndex((title) => columns[column].test(title));
  if (place('participant') < 0 || place('handedIn') < 0) {
    throw new UserError(
      `${file} is no grading worksheet of Moodle: it needs the columns Identifier, Full name, Email address and Last modified (submission).`,
    );
  }
  const rows: WorksheetRow[] = [];
  const problems: string[] = [];
  for (const [index, fields] of body.entries()) {
    const field = (column: keyof typeof columns): string => fields[place(column)] ?? '';
    const participant = /(\d+)$/.exec(field('participant'))?.[1];
    if (participant === undefined) {
      problems.push(`${file}, row ${index + 2}: there is no participant number.`);
      continue;
    }
    const row = { participant, name: field('name'), email: field('email') };
    try {
      rows.push({ ...row, handedIn: timeOf(field('handedIn'), zone) });
    } catch (error) {
      rows.push(row);
      problems.push(`${file}, row ${index + 2}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { rows, problems };
}

/** 'Friday, 15 January 2027, 6:05 PM' or 'Freitag, 15. Januar 2027, 18:05'; '-' where there is none. */
function timeOf(text: string, zone?: string): string | undefined {
  if (text === '' || text === '-') return undefined;
  const [, day, name, year, hour, minute, half] =
    /(\d{1,2})\.? (\p{L}+)\.? (\d{4}),? (\d{1,2}):(\d\d)(?::\d\d)?\s*([AP]M)?$/iu.exec(text) ?? [];
  const month = months.findIndex((form) => form.test(name ?? '')) + 1;
  if (day === undefined || month === 0) throw new UserError(`"${text.slice(0, 60)}" is no time that can be read.`);
  const hours = half ? (Number(hour) % 12) + (/pm/i.test(half) ? 12 : 0) : Number(hour);
  const two = (x: number | string): string => String(x).padStart(2, '0');
  return readDueDate(`${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}`, zone);
}
