/** Finds the records that a teacher names in a few words. */
import { language, say } from '../../languages/say';
import { UserError } from '../../project';
import type { ClassRoom } from './class-folder';
import type { Release, Student } from './records';

/** 'ada or bob', or 'ada and bob'; 'ada ou bob' in French */
const listed = (students: Student[], type: 'conjunction' | 'disjunction'): string =>
  new Intl.ListFormat(language(), { type }).format(students.map(({ id }) => id));

const plain = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/**
 * A student by id, e-mail or name.
 * @throws UserError where nobody or more than one has it
 */
export function studentNamed({ name, store }: ClassRoom, word: string): Student {
  const students = store.students();
  const wanted = plain(word);
  const found =
    students.find(({ id }) => plain(id) === wanted) ??
    students.find(({ email }) => email !== '' && plain(email) === wanted);
  if (found) return found;
  const named = students.filter((student) => plain(student.name) === wanted);
  if (named.length === 1) return named[0];
  if (named.length > 1) {
    const ids = listed(named, 'conjunction');
    throw new UserError(say('"{word}" is the name of {ids}: say the id.', { word, ids }));
  }
  const near = students.filter((student) => plain(student.name).includes(wanted) || plain(student.id).includes(wanted));
  const meant =
    near.length > 0 && near.length <= 5
      ? ` ${say('Did you mean {meant}?', { meant: listed(near, 'disjunction') })}`
      : '';
  throw new UserError(`${say('Nobody in class {name} has the id, name or e-mail "{word}".', { name, word })}${meant}`);
}

/**
 * The newest release of a chapter, or one by its id.
 * @throws UserError with what is assigned
 */
export function releaseNamed({ name, store }: ClassRoom, word: string): Release {
  const releases = store.releases();
  const chapter = /^\d{1,2}$/.test(word) ? Number(word) : undefined;
  const found = releases.filter((release) => release.id === word || release.chapter === chapter).at(-1);
  if (found) return found;
  const list = releases.map(({ id }) => id).join(', ');
  const known = list ? say('Assigned is {list}.', { list }) : say('Nothing is assigned yet.');
  throw new UserError(`${say('Chapter {word} is not assigned to class {name}.', { word, name })} ${known}`);
}
