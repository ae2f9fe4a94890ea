import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, UserError } from '../project';

/** One embedded file, as `data/catalog.json` lists it. What a file does not say about itself is said by its set. */
export interface CatalogFile {
  /** inside `data/`, with forward slashes */
  path: string;
  bytes: number;
  /** of the content, in hexadecimal */
  sha256: string;
  title?: string;
  licence?: string;
  creator?: string;
  source?: string;
  /** what was changed, where the licence wants that said */
  changes?: string;
}

/** One embedded data set: a folder of `data/` with a LICENSE and a README.md. */
export interface CatalogSet {
  /** the name of the folder */
  name: string;
  title: string;
  licence: string;
  creator: string;
  source: string;
  files: CatalogFile[];
}

/** What was found out about one embedded file. */
export interface DataCheck {
  set: string;
  /** inside the course's folder, such as `data/photos/china.jpg` */
  file: string;
  ok: boolean;
  /** one sentence, where the file is not right */
  problem?: string;
}

const dataFolder = join(projectRoot, 'data');
const remedy = 'get it back with `git checkout -- data` in the folder of the course';

/**
 * The list of all embedded data sets.
 * @throws UserError if `data/catalog.json` is missing or unreadable
 */
export function catalog(folder: string = dataFolder): CatalogSet[] {
  try {
    const content = JSON.parse(readFileSync(join(folder, 'catalog.json'), 'utf8')) as { sets: CatalogSet[] };
    if (content.sets.every((set) => Array.isArray(set.files))) return content.sets;
  } catch {
    // said below, in words that help
  }
  throw new UserError(`data/catalog.json is missing or damaged: ${remedy}.`);
}

/**
 * The content of an embedded file, compared with the catalogue.
 * @param path inside `data/`, such as `photos/china.jpg`
 * @throws UserError if the file is not in the catalogue, missing or damaged
 */
export function readEmbedded(path: string, folder: string = dataFolder): Uint8Array {
  const entry = catalog(folder)
    .flatMap((set) => set.files)
    .find((file) => file.path === path);
  if (!entry) throw new UserError(`data/${path} is not listed in data/catalog.json.`);
  const found = inspect(entry, folder);
  if (found.problem !== undefined) throw new UserError(found.problem);
  return found.content;
}

/** Compares every embedded file with the catalogue. Never throws for a bad file: the report says what is wrong with it. */
export async function verifyData(folder: string = dataFolder): Promise<DataCheck[]> {
  return catalog(folder).flatMap((set) =>
    set.files.map((entry) => {
      const file = `data/${entry.path}`;
      const { problem } = inspect(entry, folder);
      return problem === undefined ? { set: set.name, file, ok: true } : { set: set.name, file, ok: false, problem };
    }),
  );
}

type Inspection = { content: Uint8Array; problem?: undefined } | { problem: string };

function inspect(entry: CatalogFile, folder: string): Inspection {
  let content: Uint8Array;
  try {
    content = readFileSync(join(folder, entry.path));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { problem: `data/${entry.path} ${missing ? 'is missing' : "can't be read"}: ${remedy}.` };
  }
  if (content.length !== entry.bytes) {
    return {
      problem: `data/${entry.path} is damaged, ${content.length} bytes instead of ${entry.bytes}: ${remedy}.`,
    };
  }
  if (createHash('sha256').update(content).digest('hex') !== entry.sha256) {
    return { problem: `data/${entry.path} is damaged, its checksum is not the catalogue's: ${remedy}.` };
  }
  return { content };
}
