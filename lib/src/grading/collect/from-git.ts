/** Reads the notebooks of a clone, as they were last committed. */
import { execFileSync } from 'node:child_process';
import { largestNotebook } from '../reading/read-file';
import { type Gathered, isByTheWay, isNotebook, shownPath } from './found';

/** A clone comes from a student: its settings start no program and fetch nothing. */
const careful = [
  ...['--no-pager', '--literal-pathspecs', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'protocol.allow=never', '-c', 'core.alternateRefsCommand=', '-c', 'log.showSignature=false'],
];

function git(folder: string, args: string[]): Buffer {
  return execFileSync('git', [...careful, ...args], {
    cwd: folder,
    maxBuffer: 2 * largestNotebook,
    timeout: 60_000,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      GIT_DIR: '.git',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_NO_LAZY_FETCH: '1',
    },
  });
}

/** @param cameAs how the clone is named where it was found */
export function gatherFromClone(folder: string, cameAs: string): Gathered {
  const found: Gathered = { notebooks: [], problems: [], others: [] };
  let listing: string;
  try {
    listing = git(folder, ['ls-tree', '-r', '-l', '-z', 'HEAD']).toString();
  } catch (error) {
    found.problems.push(`${shownPath(cameAs)} has no commit that git can read: ${reasonOf(error)}.`);
    return found;
  }
  for (const line of listing.split('\0').filter((one) => one !== '')) {
    const [, mode, type, object, size, path] = /^(\d+) (\w+) (\w+) +(\S+)\t([\s\S]*)$/.exec(line) ?? [];
    if (path === undefined || !isNotebook(path) || isByTheWay(path)) continue;
    const whole = cameAs === '' ? path : `${cameAs}/${path}`;
    if (type !== 'blob' || mode === '120000') {
      found.problems.push(`${shownPath(whole)} is a link to another file: it is left out.`);
      continue;
    }
    if (Number(size) > largestNotebook) {
      found.problems.push(`${shownPath(whole)} is too large: ${Math.ceil(Number(size) / 2 ** 20)} MB.`);
      continue;
    }
    try {
      const bytes = git(folder, ['cat-file', 'blob', object]);
      const [at, email] = git(folder, ['log', '-1', '--no-show-signature', '--format=%cI%n%ae', 'HEAD', '--', path])
        .toString()
        .split('\n');
      found.notebooks.push({ cameAs: whole, bytes, at, timeFrom: 'git', email });
    } catch (error) {
      found.problems.push(`${shownPath(whole)} cannot be read from git: ${reasonOf(error)}.`);
    }
  }
  return found;
}

function reasonOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: Buffer; message?: string };
  const line = (stderr?.toString() || message || 'unknown').split('\n')[0].slice(0, 200);
  return shownPath(line.replace(/^fatal: /, '')).replace(/\.*$/, '');
}
