/** The folder of a site: written beside its place under another name, and put there when it is whole. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { UserError } from '../../project';

/** The file by which a later build knows that a folder is a book, and may be replaced. */
export const markFile = 'convolab-book.json';

export interface SiteFolder {
  /** where the new site is written */
  path: string;
  /** The old site stays until this. */
  putInPlace(): void;
  /** Takes away what was not put in place. */
  close(): void;
}

/** @throws UserError if the place is taken by something else, or cannot be written to */
export function openSiteFolder(out: string): SiteFolder {
  sweep(out);
  refuseForeign(out);
  const path = join(dirname(out), `.${basename(out)}.${process.pid}.part`);
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new UserError(`${shown(dirname(out))} cannot be written to (${(error as NodeJS.ErrnoException).code}).`);
  }
  return {
    path,
    putInPlace: () => {
      const old = `${path}.old`;
      if (existsSync(out)) renameSync(out, old);
      renameSync(path, out);
      rmSync(old, { recursive: true, force: true });
    },
    close: () => {
      rmSync(path, { recursive: true, force: true });
      bringBack(out, `${path}.old`);
    },
  };
}

/** A folder of somebody else's is not replaced. */
function refuseForeign(out: string): void {
  if (!existsSync(out)) return;
  if (!statSync(out).isDirectory()) throw new UserError(`${shown(out)} is a file: name a folder with --out.`);
  if (!existsSync(join(out, markFile)) && readdirSync(out).length > 0)
    throw new UserError(`${shown(out)} holds other files than a book: take another folder with --out.`);
}

/** What a build left behind that was killed. */
function sweep(out: string): void {
  const folder = dirname(out);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return;
  for (const name of readdirSync(folder).sort().reverse()) {
    const rest = name.startsWith(`.${basename(out)}.`) ? name.slice(basename(out).length + 2) : '';
    const [, pid, isOld] = /^(\d+)\.part(\.old)?$/.exec(rest) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    if (isOld) bringBack(out, join(folder, name));
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** It was killed between two renamings: the old site is still there, under another name. */
function bringBack(out: string, old: string): void {
  if (existsSync(old) && !existsSync(out)) renameSync(old, out);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const shown = (path: string): string => relative(process.cwd(), path) || '.';
