/** Moodle's grading worksheet: who has which participant number, and when each handed in. */
import { UserError } from '../../project';
import { readDueDate } from '../classroom/due-date';
import { type Column, readMoodleCsv } from '../reading/moodle-csv';

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

const months = [
  ...[
    'jan',
    'feb|fév',
    'mar|mär',
    'apr|avr',
    'may|mai',
    'jun|juin',
    'jul|juil',
    'aug|aoû',
    'sep',
    'oct|okt',
    'nov',
    'dec|dez|déc',
  ],
].map((names) => new RegExp(`^(${names})`, 'i'));

/**
 * @param zone of the times, which Moodle writes without one: that of the teacher's profile
 * @throws UserError where the file is no such worksheet
 */
export function readWorksheet(text: string, file: string, zone?: string): Worksheet {
  const { at, rows: lines } = readMoodleCsv(text, file, { relaxed: true });
  if (at.identifier < 0 || at.handedIn < 0) {
    throw new UserError(
      `${file} is no grading worksheet of Moodle: it needs the columns Identifier, Full name, Email address and Last modified (submission).`,
    );
  }
  const rows: WorksheetRow[] = [];
  const problems: string[] = [];
  for (const [index, fields] of lines.entries()) {
    const field = (column: Column): string => (fields[at[column]] ?? '').trim().normalize('NFC');
    const participant = /(\d+)$/.exec(field('identifier'))?.[1];
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

/** 'Friday, 15 January 2027, 6:05 PM', 'Freitag, 15. Januar 2027, 18:05' or 'vendredi 15 janvier 2027, 18:05'; '-' where there is none. */
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
