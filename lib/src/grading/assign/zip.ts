import { createWriteStream, statSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { filesUnder } from './student-library';

/** Writes a folder as an archive, under a name of its own inside: whole or not at all. */
export async function zipFolder(folder: string, inside: string, to: string): Promise<void> {
  const zip = new ZipFile();
  for (const file of filesUnder(folder)) {
    const path = join(folder, file);
    zip.addFile(path, `${inside}/${file}`, { mode: statSync(path).mode & 0o777 });
  }
  zip.end();
  const part = `${to}.${process.pid}.part`;
  await pipeline(zip.outputStream, createWriteStream(part));
  await rename(part, to);
}
