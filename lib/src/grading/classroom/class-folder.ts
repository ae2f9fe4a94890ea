/** Where the data of classes live: one git-ignored folder a class, `classes/3a/`, with everything that a teacher keeps of it. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, UserError } from '../../project';
import { openDatabase } from './database';
import { ClassStore } from './store';

/** All classes. `CONVOLAB_CLASSES` names another place, such as an encrypted or shared drive. */
export function classesFolder(): string {
  return process.env.CONVOLAB_CLASSES ?? join(projectRoot, 'classes');
}

/** One class: its folder, and its records. Close the store when done. */
export interface ClassRoom {
  name: string;
  folder: string;
  store: ClassStore;
}

/** Names of the classes that have data here. */
export function classNames(): string[] {
  const folder = classesFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'class.db')))
    .sort();
}

/**
 * Opens a class that is there.
 * @throws UserError with the classes that are known
 */
export function openClass(name: string): ClassRoom {
  const known = classNames();
  if (known.includes(name)) return open(name);
  throw new UserError(
    `There is no class "${name}". ${known.length > 0 ? `The classes are ${known.join(', ')}.` : first}`,
  );
}

const first =
  'Make the first one with `npx --no-install convolab assign CHAPTER --class NAME --students LIST.csv --due DATE --to DIR`.';

/** The only class where there is one, so that a teacher of one class need not name it. */
export function openOnlyClass(name?: string): ClassRoom {
  if (name !== undefined) return openClass(name);
  const known = classNames();
  if (known.length === 1) return open(known[0]);
  if (known.length === 0) throw new UserError(`There is no class yet. ${first}`);
  throw new UserError(`Which class? Say --class with one of ${known.join(', ')}.`);
}

/** Opens a class, or makes it. */
export function makeClass(name: string): ClassRoom {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/.test(name)) {
    throw new UserError(`"${name}" cannot name a class: use up to 32 letters, digits, _ and -, such as 3a.`);
  }
  return open(name);
}

function open(name: string): ClassRoom {
  const folder = join(classesFolder(), name);
  return { name, folder, store: new ClassStore(openDatabase(join(folder, 'class.db'))) };
}
