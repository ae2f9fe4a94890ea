/** The grading worksheet of a Moodle assignment as a table, whatever language Moodle speaks to the teacher. */
import { parse } from 'csv-parse/sync';
import { UserError } from '../../project';

/** How Moodle calls the columns, in English, German and French. */
const columns = {
  identifier: /^(identifier|id|kennung|identifiant)$/i,
  name: /^(full name|vollständiger name|nom complet)$/i,
  id: /^(id number|id-nummer|numéro d.identification)$/i,
  username: /^(username|anmeldename|nom d.utilisateur)$/i,
  email: /mail|courriel/i,
  grade: /^(grade|bewertung|note)$/i,
  maximum: /^(maximum grade|bestwertung|maximale bewertung|note maximale)$/i,
  changeable: /^(grade can be changed|bewertung kann geändert werden|la note peut être modifiée)$/i,
  handedIn: /^(last modified \(submission\)|zuletzt geändert \(abgabe\)|dernière modification \(travail remis\))$/i,
  comments: /^(feedback comments|feedback als kommentare?|feedback par commentaires)$/i,
};

export type Column = keyof typeof columns;

export interface MoodleCsv {
  /** where a column is, -1 where it is not */
  at: Record<Column, number>;
  /** without the first line */
  rows: string[][];
  delimiter: string;
}

/**
 * @param relaxed takes rows with too few or too many fields
 * @throws UserError where the file is no CSV file
 */
export function readMoodleCsv(text: string, file: string, { relaxed = false } = {}): MoodleCsv {
  const delimiter = delimiterOf(text);
  let rows: string[][];
  try {
    rows = parse(text, { bom: true, delimiter, skip_empty_lines: true, relax_column_count: relaxed });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`${file} is no CSV file: ${why}. Download the grading worksheet from Moodle again.`);
  }
  const titles = (rows[0] ?? []).map((title) => title.trim().normalize('NFC'));
  const places = Object.entries(columns).map(([column, form]) => [column, titles.findIndex((one) => form.test(one))]);
  return { at: Object.fromEntries(places) as MoodleCsv['at'], rows: rows.slice(1), delimiter };
}

function delimiterOf(text: string): string {
  const [line] = text.split('\n', 1);
  return [',', ';', '\t'].reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best));
}
