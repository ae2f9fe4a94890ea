import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** What decides where the cache lies; the real machine unless a test says otherwise. */
export interface Machine {
  env: Record<string, string | undefined>;
  platform: NodeJS.Platform;
  home: string;
}

/**
 * The folder for what was downloaded: outside the course, so that a fresh clone does not download again, and where the
 * system expects such files. `CONVOLAB_CACHE` names another one.
 *
 * Linux: `$XDG_CACHE_HOME/convolab`, else `~/.cache/convolab`. macOS: `~/Library/Caches/convolab`.
 * Windows: `%LOCALAPPDATA%\convolab`, else `~\AppData\Local\convolab`.
 */
export function cacheFolder({ env, platform, home }: Machine = thisMachine()): string {
  if (env.CONVOLAB_CACHE) return resolve(env.CONVOLAB_CACHE);
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'convolab');
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'convolab');
  // The XDG specification says to ignore a relative path.
  const xdg = env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME) ? env.XDG_CACHE_HOME : undefined;
  return join(xdg ?? join(home, '.cache'), 'convolab');
}

function thisMachine(): Machine {
  return { env: process.env, platform: process.platform, home: homedir() };
}
