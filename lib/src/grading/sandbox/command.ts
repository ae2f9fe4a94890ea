/** The command line that starts a sandbox. */
import { existsSync, realpathSync } from 'node:fs';
import { projectRoot } from '../../project';
import { firstUser, isSandboxed, type LayerName, type SandboxPlan } from './layers';
import type { Limits } from './limits';
import { type Mount, sharedLibraries } from './programs';

export interface SandboxOptions {
  /** which of the sandboxes that run at the same time this is: 0, 1, … */
  slot: number;
  limits: Limits;
  /** the script that Node runs, outside; further files that the script may read */
  script: string;
  mounts?: Mount[];
  /** files of a control group to join */
  joinFiles?: string[];
  /** the descriptor that holds the filter of system calls */
  filterDescriptor: number;
}

export interface SandboxCommand {
  command: string;
  args: string[];
}

/** Where things are, seen from inside. Neither the course's folder nor Node's shows. */
export const inside = { node: '/sandbox/node', prlimit: '/sandbox/prlimit', script: '/sandbox/child.js' };

export function sandboxCommand(plan: SandboxPlan, options: SandboxOptions): SandboxCommand {
  const has = (layer: LayerName): boolean => plan.on.includes(layer);
  if (!isSandboxed(plan)) return plainCommand(plan, options);
  const words = [
    ...(has('control group') ? joinWords(options.joinFiles ?? []) : []),
    ...(has('other user') ? userWords(plan, options.slot) : []),
    ...bubblewrapWords(plan, options),
    '--',
    ...(has('limits') ? [inside.prlimit, ...limitWords(options.limits, has('thread limit'))] : []),
    inside.node,
    ...nodeOptions(options.limits),
    inside.script,
  ];
  return { command: words[0], args: words.slice(1) };
}

/** Without bubblewrap: the same script and limits, and Node's own permissions; no barrier against malice. */
function plainCommand(plan: SandboxPlan, { limits, script, mounts = [] }: SandboxOptions): SandboxCommand {
  const readable = [`--allow-fs-read=${realpathSync(script)}`];
  const permissions = Number(process.versions.node.split('.')[0]) < 22 ? '--experimental-permission' : '--permission';
  const node = [
    process.execPath,
    // whole packages are looked for in many folders, which these permissions do not allow
    ...(mounts.length > 0 ? [] : [permissions, ...readable]),
    '--no-warnings',
    ...nodeOptions(limits),
    realpathSync(script),
  ];
  const words = plan.prlimit ? [plan.prlimit, ...limitWords(limits, false), ...node] : node;
  return { command: words[0], args: words.slice(1) };
}

/**
 * No native add-ons, so that a submission brings no machine code of its own. Functions are optimized only after they have run
 * eight times as long as by default: compiling what runs for milliseconds took a quarter of a sandbox's time.
 */
function nodeOptions({ heapMegabytes }: Limits): string[] {
  return ['--no-addons', `--max-old-space-size=${heapMegabytes}`, '--interrupt-budget=540672'];
}

function joinWords(files: string[]): string[] {
  return [
    '/bin/sh',
    '-c',
    `${files.map((_file, i) => `echo $$ > "$${i + 1}"`).join(' && ')} && shift ${files.length} && exec "$@"`,
    'sandbox',
    ...files,
  ];
}

function userWords({ setpriv }: SandboxPlan, slot: number): string[] {
  const user = firstUser + slot;
  return [String(setpriv), `--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--no-new-privs'];
}

function limitWords(limits: Limits, threads: boolean): string[] {
  return [
    `--cpu=${limits.cpuSeconds}`,
    `--data=${limits.dataMegabytes * 2 ** 20}`,
    '--fsize=0',
    `--nofile=${limits.openFiles}`,
    '--core=0',
    ...(threads ? [`--nproc=${limits.threads}`] : []),
  ];
}

function bubblewrapWords(plan: SandboxPlan, options: SandboxOptions): string[] {
  const has = (layer: LayerName): boolean => plan.on.includes(layer);
  return [
    String(plan.bwrap),
    ...['user', 'net', 'ipc', 'pid', 'uts'].map((space) => `--unshare-${space}`),
    '--unshare-cgroup-try',
    ...(has('no namespaces inside') ? ['--disable-userns'] : []),
    ...['--uid', '65534', '--gid', '65534', '--hostname', 'sandbox', '--die-with-parent', '--new-session'],
    ...(has('system calls') ? ['--seccomp', String(options.filterDescriptor)] : []),
    ...fileWords(plan, options.script, options.mounts ?? []),
    ...(plan.wholeUsr && projectRoot.startsWith('/usr/') ? ['--tmpfs', projectRoot, '--remount-ro', projectRoot] : []),
    ...['--dev-bind', '/dev/null', '/dev/null'],
    ...['--remount-ro', '/', '--chdir', '/'],
    ...['--clearenv', '--setenv', 'HOME', '/', '--setenv', 'TZ', 'UTC'],
  ];
}

function fileWords({ prlimit, wholeUsr }: SandboxPlan, script: string, mounts: Mount[]): string[] {
  const node = realpathSync(process.execPath);
  const programs = [{ from: node, to: inside.node }, ...(prlimit ? [{ from: prlimit, to: inside.prlimit }] : [])];
  const libraries = wholeUsr ? systemFolders() : programs.flatMap(({ from }) => cachedLibraries(from));
  const seen = new Set<string>();
  return [...libraries, ...programs, { from: script, to: inside.script }, ...mounts]
    .filter(({ to }) => !seen.has(to) && seen.add(to))
    .flatMap(({ from, to }) => ['--ro-bind', from, to]);
}

const librariesOf = new Map<string, Mount[]>();

function cachedLibraries(program: string): Mount[] {
  const known = librariesOf.get(program) ?? sharedLibraries(program);
  librariesOf.set(program, known);
  return known;
}

/** Programs that need more than their libraries (Debian's own Node reads scripts below /usr/share). */
function systemFolders(): Mount[] {
  return ['/usr', '/lib', '/lib64', '/nix/store']
    .filter((path) => existsSync(path))
    .map((path) => ({ from: path, to: path }));
}
