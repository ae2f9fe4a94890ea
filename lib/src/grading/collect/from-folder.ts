/** Reads the notebooks of a folder: files, folders, archives and clones, one of them or more for each student. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { largestNotebook } from '../reading/read-file';
import { type Gathered, isByTheWay, isNotebook, shownPath } from './found';
import { gatherFromClone } from './from-git';
import { gatherFromZipBytes, zipLimits } from './from-zip';

/** Folders inside of folders. */
const deepest = 8;

export async function gatherFromFolder(folder: string): Promise<Gathered> {
  const found: Gathered = { notebooks: [], problems: [], others: [] };
  await gather(folder, '', 0, found);
  return found;
}

async function gather(folder: string, below: string, depth: number, found: Gathered): Promise<void> {
  const add = (more: Gathered): void => {
    found.notebooks.push(...more.notebooks);
    found.problems.push(...more.problems);
    found.others.push(...more.others);
  };
  const here = join(folder, below);
  if (lstatSync(join(here, '.git'), { throwIfNoEntry: false })?.isDirectory()) {
    add(gatherFromClone(here, below));
    return;
  }
  if (depth > deepest) {
    found.problems.push(`${shownPath(below)} is not looked at: it lies more than ${deepest} folders deep.`);
    return;
  }
  for (const name of readdirSync(here).sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    const cameAs = path.normalize('NFC');
    if (isByTheWay(path) || name.startsWith('.')) continue;
    const stats = lstatSync(join(here, name), { throwIfNoEntry: false });
    const isWanted = isNotebook(name) || /\.zip$/i.test(name);
    if (stats?.isSymbolicLink()) {
      found.problems.push(`${shownPath(path)} is a link to another place: it is left out.`);
    } else if (stats?.isDirectory()) {
      await gather(folder, path, depth + 1, found);
    } else if (!isWanted) {
      found.others.push(cameAs);
    } else if (!stats?.isFile()) {
      found.problems.push(`${shownPath(path)} is no regular file: it is left out.`);
    } else if (stats.size > (isNotebook(name) ? largestNotebook : zipLimits.archive)) {
      found.problems.push(`${shownPath(path)} is too large: ${Math.ceil(stats.size / 2 ** 20)} MB.`);
    } else {
      const bytes = readFileSync(join(here, name));
      if (isNotebook(name)) found.notebooks.push({ cameAs, bytes, at: stats.mtime.toISOString(), timeFrom: 'file' });
      else add(await gatherFromZipBytes(bytes, cameAs));
    }
  }
}
