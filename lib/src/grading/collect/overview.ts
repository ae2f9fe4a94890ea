/** Who has handed in what of a release: missing, late, doubtful and equal hand-ins. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say, sayCount } from '../../languages/say';
import { sayMade } from '../../languages/say-made';
import { projectRoot } from '../../project';
import type { ClassRoom } from '../classroom/class-folder';
import type { Attempt, Release, Student } from '../classroom/records';
import { lookInto } from './look-into';

export interface OverviewRow {
  student: Student;
  attempts: number;
  /** the last one */
  last?: Attempt;
  /** days begun after the due time of this student; 0: in time */
  lateDays: number;
  /** why the last one is to be looked at */
  doubtful?: string;
  /** other students whose notebook has the same bytes or the same code */
  sameAs: string[];
}

export interface Overview {
  release: Release;
  rows: OverviewRow[];
}

const day = 86_400_000;

export function overviewOf({ store, folder }: ClassRoom, release: Release): Overview {
  const handedOut = codeHandedOut(release);
  const attempts = store.attempts(release.id);
  const extensions = new Map(store.extensions(release.id).map(({ student, due }) => [student, due]));
  const codes = new Map<string, Set<string>>();
  for (const { student, file } of attempts) {
    const code = codeOf(join(folder, file));
    if (code !== undefined && code !== handedOut) codes.set(code, (codes.get(code) ?? new Set()).add(student));
  }
  const rows = store.students().map((student): OverviewRow => {
    const own = attempts.filter((attempt) => attempt.student === student.id);
    const last = [...own].sort((a, b) => timeOf(a) - timeOf(b)).at(-1);
    const due = Date.parse(extensions.get(student.id) ?? release.due);
    const over = last?.handedIn === undefined ? 0 : Date.parse(last.handedIn) - due;
    const same = [...codes.values()]
      .filter((students) => students.has(student.id))
      .flatMap((students) => [...students]);
    return {
      student,
      attempts: own.length,
      ...(last ? { last } : {}),
      lateDays: Math.max(0, Math.ceil(over / day)),
      ...(last?.doubtful ? { doubtful: last.doubtful } : {}),
      sameAs: [...new Set(same)].filter((id) => id !== student.id).sort(),
    };
  });
  return { release, rows };
}

/** Of the notebook without answers: equal empty ones are no copies. */
function codeHandedOut({ chapter }: Release): string | undefined {
  const exercises = join(projectRoot, 'exercises');
  const number = `${String(chapter).padStart(2, '0')}-`;
  const name = existsSync(exercises)
    ? readdirSync(exercises).find((file) => file.startsWith(number) && file.endsWith('.ipynb'))
    : undefined;
  return name && codeOf(join(exercises, name));
}

const timeOf = ({ handedIn }: Attempt): number => (handedIn === undefined ? 0 : Date.parse(handedIn));

function codeOf(path: string): string | undefined {
  try {
    return lookInto(readFileSync(path)).codeHash;
  } catch {
    return undefined; // somebody has taken the file away
  }
}

/** '2027-01-15 18:05' on a clock of the zone that the due time was given in. */
function inZoneOf(due: string, instant: string): string {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(due) ?? ['', '+', '0', '0'];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  return new Date(Date.parse(instant) + offset).toISOString().slice(0, 16).replace('T', ' ');
}

/** The table for the terminal. */
export function overviewText({ release, rows }: Overview): string {
  const width = Math.max(7, ...rows.map(({ student }) => student.id.length)) + 2;
  const names = Math.max(4, ...rows.map(({ student }) => [...student.name].length)) + 2;
  const lines = rows.map((row) => {
    const { student, attempts, last, lateDays } = row;
    const days = sayCount(lateDays, '{n} day late', '{n} days late');
    const inTime = lateDays > 0 ? days : say('in time');
    const state = !last ? say('missing') : last.handedIn === undefined ? say('time unknown') : inTime;
    const when = last?.handedIn ? inZoneOf(release.due, last.handedIn) : '';
    const more = [
      attempts > 1 ? sayCount(attempts, '{n} attempt', '{n} attempts') : '',
      row.sameAs.length > 0 ? say('same as {others}', { others: row.sameAs.join(', ') }) : '',
      row.doubtful ? say('doubtful') : '',
    ].filter((one) => one !== '');
    return `  ${student.id.padEnd(width)}${student.name.padEnd(names)}${state.padEnd(14)}${when.padEnd(18)}${more.join('; ')}`.trimEnd();
  });
  const missing = rows.filter(({ last }) => !last).length;
  const late = rows.filter(({ lateDays }) => lateDays > 0).length;
  const sum = say('{release}: {some} of {all} students have handed in, {late} late, {missing} missing.', {
    release: release.id,
    some: rows.length - missing,
    all: rows.length,
    late,
    missing,
  });
  return `${sum}\n${lines.join('\n')}`;
}

/** A line for each kind of doubt, with those it is about. */
export function doubtsText({ rows }: Overview): string[] {
  const reasons = new Map<string, string[]>();
  for (const { student, doubtful } of rows)
    if (doubtful) reasons.set(doubtful, [...(reasons.get(doubtful) ?? []), student.id]);
  return [...reasons].map(([reason, ids]) =>
    say('Doubtful ({students}): {reason}', { students: ids.join(', '), reason: sayMade(reason) }),
  );
}
