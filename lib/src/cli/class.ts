import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { sayPoints } from '../exercises/points';
import { type ClassRoom, classNames, openOnlyClass } from '../grading/classroom/class-folder';
import { readClassList } from '../grading/classroom/class-list';
import { dueInWords, readDueDate } from '../grading/classroom/due-date';
import { lateInWords } from '../grading/classroom/late-policy';
import { releaseNamed, studentNamed } from '../grading/classroom/lookup';
import { overviewOf, overviewText } from '../grading/collect/overview';
import { toSay } from '../languages/english';
import { inLanguage, say, sayCount } from '../languages/say';
import { sayMade } from '../languages/say-made';
import { english } from '../languages/translations';
import { UserError } from '../project';
import type { Command } from './command';
import { nearest } from './nearest';
import { readOptions } from './options';

const usage = toSay(`usage: npx --no-install convolab class [show | add | extend | override | audit] [OPTIONS]

  class                        what is assigned, and who has handed in
  class add LIST.csv           adds students to the class list, and corrects names and addresses (id,name,email)
  class extend STUDENT         another due time for one student: --chapter 02 --due DATE --reason "…"
  class override STUDENT       the points of a chapter as you set them: --chapter 02 --points N --reason "…"
                               --remove in place of --points: what was graded counts again
  class audit                  everything that was done to the data of the class, in order

A student is named by id, e-mail or full name.

  --class NAME    needed where there is more than one
  --chapter 02    or the id of a release, such as 02-3a-1
  --zone ZONE     time zone of the due date (default: that of this computer)
`);

export const classCommand: Command = {
  name: 'class',
  summary: 'shows a class, adds students, extends due times, sets points, prints the audit trail',
  usage,
  run,
};

interface Values {
  chapter?: string;
  due?: string;
  zone?: string;
  points?: string;
  reason?: string;
  remove: boolean;
}

/** Each returns what is printed. */
const actions: Record<string, (room: ClassRoom, words: string[], values: Values) => string> = {
  show,
  add,
  extend,
  override,
  audit,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('class', args, {
    class: { type: 'string' },
    chapter: { type: 'string' },
    due: { type: 'string' },
    zone: { type: 'string' },
    points: { type: 'string' },
    reason: { type: 'string' },
    remove: { type: 'boolean', default: false },
  });
  const [action = 'show', ...words] = positionals;
  if (!Object.hasOwn(actions, action)) {
    const meant = nearest(action, Object.keys(actions));
    const advice = meant
      ? say('Did you mean class {meant}?', { meant })
      : say('It can {actions}.', { actions: Object.keys(actions).join(', ') });
    throw new UserError(say('convolab class cannot "{action}". {advice}', { action, advice }));
  }
  if (action === 'show' && values.class === undefined && classNames().length > 1) {
    process.stdout.write(`${say('There are {names}: choose one with --class.', { names: classNames().join(', ') })}\n`);
    return 0;
  }
  const room = openOnlyClass(values.class);
  try {
    process.stdout.write(`${actions[action](room, words, values)}\n`);
    return 0;
  } finally {
    room.store.close();
  }
}

function show(room: ClassRoom): string {
  const { name, store } = room;
  const students = store.students();
  const releases = store.releases();
  const parts = [
    say('Class {name}: {students}, {releases}.', {
      name,
      students: sayCount(students.length, '{n} student', '{n} students'),
      releases: sayCount(releases.length, '{n} release', '{n} releases'),
    }),
  ];
  if (releases.length === 0) parts.push(students.map((student) => `  ${student.id}  ${student.name}`).join('\n'));
  for (const release of releases) {
    const extensions = store
      .extensions(release.id)
      .map(
        ({ student, due, reason }) =>
          `  ${say('{student} has time until {due}: {reason}', { student, due: dueInWords(due), reason })}`,
      );
    const overrides = store
      .overrides(release.id)
      .map(
        ({ student, points, reason }) =>
          `  ${say('{student} gets {points}: {reason}', { student, points: sayPoints(points), reason })}`,
      );
    parts.push(
      [
        say('Due {due}. {late}', { due: dueInWords(release.due), late: lateInWords(release.late) }),
        overviewText(overviewOf(room, release)),
        ...extensions,
        ...overrides,
      ].join('\n'),
    );
  }
  return parts.join('\n\n');
}

function add({ name, store }: ClassRoom, [file]: string[]): string {
  if (file === undefined)
    throw new UserError(say('convolab class add needs a class list: a CSV file with id,name,email.'));
  if (!existsSync(file)) throw new UserError(say('There is no class list {file}.', { file }));
  const { students, problems } = readClassList(readFileSync(file, 'utf8'), basename(file));
  for (const sentence of problems) process.stderr.write(`${sayMade(sentence)}\n`);
  const before = store.students();
  const ids = new Set(before.map(({ id }) => id.toLowerCase()));
  // an id that is written in another way is the same student: two folders must not differ in case alone
  const asKnown = students.map((student) => {
    const known = before.find(({ id }) => id.toLowerCase() === student.id.toLowerCase());
    return known ? { ...student, id: known.id } : student;
  });
  store.keepStudents(asKnown);
  const added = students.filter(({ id }) => !ids.has(id.toLowerCase())).length;
  const words = (): string =>
    say('{students} added, {known} known; the class has {all}.', {
      students: sayCount(added, '{n} student', '{n} students'),
      known: students.length - added,
      all: store.students().length,
    });
  // the records of a class are in one language
  store.note({ action: 'class', text: inLanguage(english.code, words) });
  return say('Class {name}: {text}', { name, text: words() });
}

/** Student, release and reason of a change for one student. */
function change(room: ClassRoom, action: string, [word]: string[], { chapter, reason }: Values) {
  if (word === undefined)
    throw new UserError(say('convolab class {action} needs a student: an id, an e-mail or a name.', { action }));
  if (chapter === undefined)
    throw new UserError(say('convolab class {action} needs --chapter, such as --chapter 02.', { action }));
  if (reason === undefined || reason.trim() === '') {
    throw new UserError(say('convolab class {action} needs --reason "…": it stands in the audit trail.', { action }));
  }
  return { student: studentNamed(room, word), release: releaseNamed(room, chapter), reason: reason.trim() };
}

function extend(room: ClassRoom, words: string[], values: Values): string {
  const { student, release, reason } = change(room, 'extend', words, values);
  if (values.due === undefined)
    throw new UserError(say('convolab class extend needs --due, such as --due 2027-01-20.'));
  const due = readDueDate(values.due, values.zone);
  if (Date.parse(due) < Date.parse(release.due)) {
    throw new UserError(
      say('{id} is due {due}; an extension cannot end before that.', { id: release.id, due: dueInWords(release.due) }),
    );
  }
  room.store.extend({ release: release.id, student: student.id, due, reason });
  return say('{name} ({id}) has time for {release} until {due}.', {
    name: student.name,
    id: student.id,
    release: release.id,
    due: dueInWords(due),
  });
}

function override(room: ClassRoom, words: string[], values: Values): string {
  const { student, release, reason } = change(room, 'override', words, values);
  const who = `${student.name} (${student.id})`;
  if (values.remove) {
    if (!room.store.withdrawOverride(release.id, student.id, reason)) {
      throw new UserError(
        say('The points of {who} for {id} were not set: there is nothing to remove.', { who, id: release.id }),
      );
    }
    return say('What was graded counts again for {who} in {id}.', { who, id: release.id });
  }
  const points = Number(values.points?.replace(',', '.') || Number.NaN);
  if (!(points >= 0 && Number.isFinite(points))) {
    throw new UserError(say('convolab class override needs --points with a number of 0 or more, or --remove.'));
  }
  room.store.override({ release: release.id, student: student.id, points, reason });
  return say('{who} gets {points} for {id}, whatever was graded.', { who, points: sayPoints(points), id: release.id });
}

function audit({ store }: ClassRoom): string {
  const rows = store.audit().map(({ at, action, release = '', student = '', text }) => {
    // the Swedish form of a date is that of ISO 8601
    const when = new Date(at).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
    return [when, action, release, student, sayMade(text)];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column].length)) + 2);
  return rows.map((row) => row.map((field, i) => (i < 4 ? field.padEnd(widths[i]) : field)).join('')).join('\n');
}
