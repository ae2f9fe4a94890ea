/** Names the grader: whatever may judge an answer differently has another name. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { suiteFiles, suiteFolder } from '../../exercises/load';
import { projectRoot } from '../../project';

/** Sources, or what they were compiled to: that which runs. */
const code = resolve(__dirname, '..', '..');

/** Parts of the course that judge. What only keeps or shows grades is left out. */
const judging = ['exercises', 'maths', ...['channel', 'reading', 'sandbox', 'score'].map((name) => `grading/${name}`)];

const versions = new Map<string, string>();

/**
 * The version of the grader for one chapter, such as '0.1.0-3f9a20c4b1d7': the version of the course, and a hash of the
 * suite and of all code that judges.
 * @param folders other places of the suites and the code, for tests
 */
export function graderVersion(chapter: number, folders: { suites?: string; code?: string } = {}): string {
  const suites = folders.suites ?? suiteFolder;
  const from = folders.code ?? code;
  const known = versions.get(`${chapter} ${suites} ${from}`);
  if (known !== undefined) return known;
  const files = [
    ...filesOfSuite(chapter, suites).map((file) => ({ file, name: relative(suites, file) })),
    ...judging.flatMap((part) => filesIn(join(from, part))).map((file) => ({ file, name: relative(from, file) })),
  ];
  const hash = createHash('sha256');
  for (const { file, name } of files.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    // Git may have given the lines of a text other ends
    const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    hash.update(`${name.replaceAll('\\', '/')}\n${text.length}\n${text}\n`);
  }
  const version = `${courseVersion()}-${hash.digest('hex').slice(0, 12)}`;
  versions.set(`${chapter} ${suites} ${from}`, version);
  return version;
}

/** The suite, the folder of the same name, and what all suites share. */
function filesOfSuite(chapter: number, suites: string): string[] {
  const own = suiteFiles(suites).filter((file) => Number.parseInt(basename(file), 10) === chapter);
  const shared = readdirSync(suites)
    .filter((name) => !/^\d\d-/.test(name) && statSync(join(suites, name)).isFile())
    .map((name) => join(suites, name));
  return [...own, ...own.flatMap((file) => filesIn(file.replace(/\.ts$/, ''))), ...shared];
}

/** Code below a folder. Declarations judge nothing. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /^(?!.*\.d\.ts$).*\.(ts|js|json)$/.test(entry.name) ? [path] : [];
  });
}

function courseVersion(): string {
  return JSON.parse(readFileSync(join(projectRoot, 'lib', 'package.json'), 'utf8')).version as string;
}
