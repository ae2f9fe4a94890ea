/** Finds out whose a notebook is, from its place, its name, what stands in it, and the grading worksheet. */
import type { Student } from '../classroom/records';
import { type FoundNotebook, shownPath } from './found';
import type { WorksheetRow } from './worksheet';

export interface Whose {
  student?: Student;
  /** of the worksheet */
  row?: WorksheetRow;
  /** why nobody can be told, one sentence */
  problem?: string;
  /** clues that say otherwise, one sentence */
  doubtful?: string;
}

interface Clue {
  /** 'the folder', for sentences */
  what: string;
  students: Student[];
}

/** 'Anna Müller_1234567_assignsubmission_file_', or the same before the name of a file. */
const moodle = /^(.+)_(\d+)_assignsubmission_(?:file|onlinetext)_?(.*)$/;

const plain = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** 'Müller, Anna' and 'Anna Müller' are one name. */
const nameKey = (name: string): string =>
  plain(name)
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .sort()
    .join(' ');

export class StudentFinder {
  private readonly rows: Map<string, WorksheetRow>;

  constructor(
    private readonly students: Student[],
    rows: WorksheetRow[] = [],
  ) {
    this.rows = new Map(rows.map((row) => [row.participant, row]));
  }

  /** @param stated the id that stands in the notebook */
  find({ cameAs, email }: FoundNotebook, stated?: string): Whose {
    const { clues, row } = this.cluesIn(cameAs);
    if (stated !== undefined) clues.push({ what: 'the notebook itself', students: this.withId(stated) });
    if (email !== undefined) clues.push({ what: 'the commit', students: this.withEmail(email) });
    let left: Student[] | undefined;
    let ambiguous: Student[] = [];
    let decided: Clue | undefined;
    for (const clue of clues) {
      const fitting = left ? clue.students.filter((student) => left?.includes(student)) : clue.students;
      if (fitting.length === 0) continue;
      if (fitting.length === 1) {
        decided = { ...clue, students: fitting };
        break;
      }
      left = fitting;
      ambiguous = fitting;
    }
    if (!decided) return { row, problem: unknown(cameAs, ambiguous) };
    const [student] = decided.students;
    const other = clues.find(({ students }) => students.length > 0 && !students.includes(student));
    if (!other) return { student, row: row ?? this.rowOf(student) };
    const names = other.students.map(({ id }) => id).join(' or ');
    return {
      student,
      row: row ?? this.rowOf(student),
      doubtful: `By ${decided.what} it is of ${student.id}, by ${other.what} of ${names}.`,
    };
  }

  /** The student of a row of the worksheet. */
  ofRow({ email, name }: WorksheetRow): Student | undefined {
    const found = this.withEmail(email);
    const candidates = found.length > 0 ? found : this.withName(name);
    return candidates.length === 1 ? candidates[0] : undefined;
  }

  /** Best first: what Moodle wrote, then folders from outside to inside, then the name of the file. */
  private cluesIn(path: string): { clues: Clue[]; row?: WorksheetRow } {
    const clues: Clue[] = [];
    const parts = path.split('/');
    let row: WorksheetRow | undefined;
    for (const [index, part] of parts.entries()) {
      const isFile = index === parts.length - 1;
      const [, name, number, rest] = moodle.exec(part) ?? [];
      if (number !== undefined) {
        row = this.rows.get(number);
        const known = row && this.ofRow(row);
        if (known) clues.unshift({ what: `participant number ${number}`, students: [known] });
        clues.push({ what: 'the name that Moodle gave', students: this.withName(name) });
        if (isFile && rest) clues.push({ what: 'the name of the file', students: this.named(rest) });
      } else {
        clues.push({ what: isFile ? 'the name of the file' : 'the folder', students: this.named(part) });
      }
    }
    return { clues, row };
  }

  /** By an id at the end, an address or a name: 's01', '02-fundamentals-s01 (1).ipynb', 'anna@example.org', 'Anna Müller'. */
  private named(part: string): Student[] {
    const bare = plain(part.replace(/\.(ipynb|zip)$/i, '').replace(/( ?\(\d+\)|-copy\d*)$/i, ''));
    const byId = this.students.filter(({ id }) => {
      const own = plain(id);
      return bare === own || (bare.endsWith(own) && /[-_. ]/.test(bare.charAt(bare.length - own.length - 1)));
    });
    // 'a-b' ends with 'b' too: the longest id is meant
    const longest = Math.max(...byId.map(({ id }) => id.length));
    if (byId.length > 0) return byId.filter(({ id }) => id.length === longest);
    const byEmail = this.withEmail(bare);
    return byEmail.length > 0 ? byEmail : this.withName(bare.replace(/_/g, ' '));
  }

  private withId(id: string): Student[] {
    return this.students.filter((student) => plain(student.id) === plain(id));
  }

  private withEmail(email: string): Student[] {
    return email === '' ? [] : this.students.filter((student) => plain(student.email) === plain(email));
  }

  private withName(name: string): Student[] {
    const key = nameKey(name);
    return key === '' ? [] : this.students.filter((student) => nameKey(student.name) === key);
  }

  private rowOf(student: Student): WorksheetRow | undefined {
    return [...this.rows.values()].find((row) => this.ofRow(row) === student);
  }
}

function unknown(path: string, ambiguous: Student[]): string {
  const shown = shownPath(path);
  if (ambiguous.length === 0) {
    return `${shown}: nobody in the class list fits; add the student, or put the file into a folder named after the id.`;
  }
  const ids = ambiguous.map(({ id }) => id).join(' or ');
  return `${shown} could be of ${ids}: put it into a folder named after the right id.`;
}
