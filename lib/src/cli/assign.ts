import { existsSync, readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { assign } from '../grading/assign/assign';
import { type ClassRoom, classNames, makeClass } from '../grading/classroom/class-folder';
import { readClassList } from '../grading/classroom/class-list';
import { dueInWords, readDueDate } from '../grading/classroom/due-date';
import { lateInWords, readLatePolicy } from '../grading/classroom/late-policy';
import { toSay } from '../languages/english';
import { language, say } from '../languages/say';
import { sayMade } from '../languages/say-made';
import { nameOfLanguage } from '../languages/translations';
import { UserError } from '../project';
import { namedChapters } from './assign/named-chapters';
import type { Command } from './command';
import { readOptions } from './options';

const usage =
  toSay(`usage: npx --no-install convolab assign <02 | name | fr/02 | all>… --class NAME --due DATE --to DIR [OPTIONS]

Assigns chapters to a class. Makes a folder for students with the exercise notebooks, what they need to run, and
instructions. Solutions, graded cases and the secret seed stay here, in the git-ignored folder classes/NAME.

  --class NAME      such as 3a; a new name makes a new class
  --due DATE        2027-01-15 (23:59), 2027-01-15T18:00 or 2027-01-15T18:00+01:00
  --zone ZONE       time zone of the due date, such as Europe/Berlin (default: that of this computer)
  --late "…"        what late days cost: "10 % a day, 3 days" (default: what comes late does not count)
  --students FILE   class list, CSV with the columns id, name, email; needed once for a new class
  --to DIR          where the folder for students is made
  --zip             a zip archive in place of a folder

Notebooks and instructions are in the language of this command: --lang fr, else CONVOLAB_LANG or that of the computer. A chapter
may name its own, as in fr/02 or en/02. Whatever the language, the cases and the points are the same.
`);

export const assignCommand: Command = {
  name: 'assign',
  summary: 'assigns chapters to a class and makes the folder for students',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('assign', args, {
    class: { type: 'string' },
    due: { type: 'string' },
    zone: { type: 'string' },
    late: { type: 'string' },
    students: { type: 'string' },
    to: { type: 'string' },
    zip: { type: 'boolean', default: false },
  });
  if (positionals.length === 0)
    throw new UserError(say('convolab assign needs a chapter: a number (02), a name, or all.'));
  const need = (option: 'class' | 'due' | 'to', example: string): string => {
    const value = values[option];
    if (value === undefined)
      throw new UserError(say('convolab assign needs --{option}, such as --{option} {example}.', { option, example }));
    return value;
  };
  const className = need('class', '3a');
  const due = readDueDate(need('due', '2027-01-15'), values.zone);
  const to = need('to', '../for-students');
  const late = values.late === undefined ? undefined : readLatePolicy(values.late);
  const { chapters, language: handedOut } = namedChapters(positionals, language());
  const list = values.students === undefined ? undefined : readList(values.students);
  if (!list && !classNames().includes(className)) {
    throw new UserError(
      say('The class {className} is new: name its list with --students LIST.csv (id,name,email).', { className }),
    );
  }

  const room = makeClass(className);
  try {
    if (list) room.store.keepStudents(list.students);
    const options = { due, late, language: handedOut, to, zip: values.zip, studentsCommands };
    const { releases, path, problems } = await assign(room, chapters, options);
    for (const sentence of [...(list?.problems ?? []), ...problems, ...warnings(room, due)]) {
      process.stderr.write(`${sayMade(sentence)}\n`);
    }
    const names = releases.map(({ id }) => id).join(', ');
    process.stdout.write(
      [
        say('{names}: {count} students, due {due}.', {
          names,
          count: room.store.students().length,
          due: dueInWords(due),
        }),
        lateInWords(late),
        say('For students ({language}): {path}', {
          language: nameOfLanguage(handedOut),
          path: relative(process.cwd(), path),
        }),
        say('For you alone: {path} with the seed; keep a copy of it.', { path: relative(process.cwd(), room.folder) }),
        '',
      ].join('\n'),
    );
    return 0;
  } finally {
    room.store.close();
  }
}

function warnings({ store }: ClassRoom, due: string): string[] {
  return [
    ...(Date.parse(due) < Date.now() ? [say('The due date is in the past.')] : []),
    ...(store.students().length === 0 ? [say('The class has no students yet: give --students LIST.csv.')] : []),
  ];
}

function readList(file: string): ReturnType<typeof readClassList> {
  if (!existsSync(file)) throw new UserError(say('There is no class list {file}.', { file }));
  return readClassList(readFileSync(file, 'utf8'), basename(file));
}

/** All other commands stay with the teacher. */
const studentsCommands = ['doctor', 'run', 'page', 'check', 'pack'];
