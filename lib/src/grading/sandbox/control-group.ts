/** Control groups: one a sandbox, with a limit on memory and processes, where this process may make them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Limits } from './limits';

const root = '/sys/fs/cgroup';
const prefix = 'convolab-';
let made = 0;

/** Folders in which groups may be made: one for both limits (version 2), or one for each (version 1). */
function places(): { version: 1 | 2; folders: string[] } {
  if (existsSync(join(root, 'cgroup.controllers'))) {
    const own = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1] ?? '/';
    const candidates = [join(root, own), root];
    const usable = candidates.find((folder) => {
      const on = join(folder, 'cgroup.subtree_control');
      return existsSync(on) && /\bmemory\b.*\bpids\b/.test(readFileSync(on, 'utf8'));
    });
    return { version: 2, folders: [usable ?? root] };
  }
  return { version: 1, folders: [join(root, 'memory'), join(root, 'pids')] };
}

/** A control group for one sandbox at a time. */
export interface ControlGroup {
  /** a process that writes its id into these files is in the group */
  joinFiles: string[];
  /** false while a process of it is still ending */
  remove(): boolean;
}

/**
 * Makes a group.
 * @throws what the system says, where it may not be made
 */
export function makeControlGroup(limits: Limits): ControlGroup {
  const { version, folders } = places();
  const name = `${prefix}${process.pid}-${++made}`;
  if (made === 1) for (const folder of folders) removeAbandoned(folder);
  const own = folders.map((folder) => join(folder, name));
  const remove = (): boolean => own.map(removeFolder).every(Boolean);
  try {
    for (const folder of own) mkdirSync(folder);
    const bytes = limits.memoryMegabytes * 2 ** 20;
    if (version === 2) {
      setLimit(own[0], 'memory.max', bytes);
      if (existsSync(join(own[0], 'memory.swap.max'))) setLimit(own[0], 'memory.swap.max', 0);
      setLimit(own[0], 'pids.max', limits.threads + 8);
    } else {
      setLimit(own[0], 'memory.limit_in_bytes', bytes);
      setLimit(own[1], 'pids.max', limits.threads + 8);
    }
  } catch (error) {
    remove();
    throw error;
  }
  return { joinFiles: own.map((folder) => join(folder, 'cgroup.procs')), remove };
}

/** Groups of graders that were killed. */
function removeAbandoned(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const maker = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (Number.isNaN(maker) || existsSync(`/proc/${maker}`)) continue;
    removeFolder(join(folder, name));
  }
}

function removeFolder(folder: string): boolean {
  try {
    if (existsSync(folder)) rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function setLimit(folder: string, file: string, value: number): void {
  writeFileSync(join(folder, file), String(value));
}
