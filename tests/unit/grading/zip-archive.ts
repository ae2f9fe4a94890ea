/** Reads and makes archives for tests, independent of the code under test. */
import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Names and sizes, as Python reads them. */
export async function readZip(path: string): Promise<{ name: string; size: number }[]> {
  const program =
    'import json,sys,zipfile; print(json.dumps([{"name": e.filename, "size": e.file_size} for e in zipfile.ZipFile(sys.argv[1]).infolist()]))';
  return JSON.parse(execFileSync('python3', ['-c', program, path], { encoding: 'utf8' }));
}

export interface Entry {
  name: string;
  content: string | Buffer;
  mtime?: Date;
  /** Unix mode with its type: 0o120777 for a symbolic link */
  mode?: number;
}

export async function makeZip(path: string, entries: Entry[]): Promise<string> {
  const zip = new ZipFile();
  for (const { name, content, mtime, mode } of entries) zip.addBuffer(Buffer.from(content), name, { mtime, mode });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}
