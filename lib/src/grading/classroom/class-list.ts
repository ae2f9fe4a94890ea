/** Reads a class list: a CSV file with the columns id, name and email. */
import { parse } from 'csv-parse/sync';
import { UserError } from '../../project';
import type { Student } from './records';

export interface ClassList {
  students: Student[];
  /** lines that were left out, a sentence each */
  problems: string[];
}

const idForm = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/;

/**
 * Lines with a mistake are left out and named; the others count.
 * @param name of the file, for the sentences
 * @throws UserError where the text is no CSV, or a column or every student is missing
 */
export function readClassList(text: string, name: string): ClassList {
  const rows = rowsOf(text, name);
  const [head = [], ...lines] = rows.map(({ record }) => record.map((field) => field.trim().normalize('NFC')));
  const columns = head.map((title) => title.toLowerCase().replace('e-mail', 'email'));
  const lacking = ['id', 'name', 'email'].filter((title) => !columns.includes(title));
  if (lacking.length > 0) {
    throw new UserError(
      `${name} has no column ${lacking.join(' and no column ')}: its first line must be \`id,name,email\`; it is \`${head.join(',').slice(0, 100)}\`.`,
    );
  }
  const students = new Map<string, Student>();
  const problems: string[] = [];
  for (const [index, fields] of lines.entries()) {
    const field = (title: string): string => fields[columns.indexOf(title)] ?? '';
    const student = { id: field('id'), name: field('name'), email: field('email') };
    const mistake = mistakeIn(student, fields.length, columns.length, students);
    if (mistake) problems.push(`${name}, line ${rows[index + 1].line}: ${mistake}`);
    else students.set(student.id.toLowerCase(), student);
  }
  if (students.size === 0) throw new UserError(`${name} names no student. ${problems[0] ?? 'Add a line for each.'}`);
  return { students: [...students.values()], problems };
}

function rowsOf(text: string, name: string): { record: string[]; line: number }[] {
  const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true };
  // spreadsheets of many countries separate with a semicolon
  const delimiter = /^[^\n,]*;/.test(text) ? ';' : ',';
  try {
    const rows = parse(text, { ...options, delimiter }) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`${name} is no CSV file: ${why}. Save it as CSV (UTF-8) with the columns id, name, email.`);
  }
}

function mistakeIn(student: Student, width: number, wanted: number, known: Map<string, Student>): string | undefined {
  const { id, name, email } = student;
  if (width !== wanted) return `it has ${width} columns, the first line has ${wanted}; quote fields with commas.`;
  if (id === '') return 'the id is missing.';
  if (!idForm.test(id)) return `"${id.slice(0, 64)}" cannot be an id: use letters, digits, and _ . @ - in between.`;
  if (name === '') return `${id} has no name.`;
  if (email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email)) return `"${email.slice(0, 64)}" is no e-mail address.`;
  // two folders must not be the same on a file system that ignores case
  if (known.has(id.toLowerCase())) return `the id ${id} is there already.`;
  return undefined;
}
