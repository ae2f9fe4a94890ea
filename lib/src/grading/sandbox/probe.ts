/** Finds out which layers of the sandbox work on this machine, by starting one with them. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { stateFolder, writeWhole } from '../../project';
import { type LayerName, layerNames, type SandboxPlan } from './layers';
import { findProgram } from './programs';
import { remedyFor } from './remedies';
import { seccompProgram } from './seccomp';
import { tryPlan } from './try-plan';

const cacheFile = join(stateFolder, 'grading', 'sandbox.json');

/**
 * The sandbox of this machine. What was found is kept until a program, Node, the kernel or the user changes.
 * @param again looks anew
 */
export async function findSandbox(again = false): Promise<SandboxPlan> {
  const key = machineKey();
  const known = again ? undefined : readCache(key);
  if (known) return known;
  const plan = await probe();
  try {
    writeWhole(cacheFile, `${JSON.stringify({ key, plan }, null, 2)}\n`);
  } catch {
    // a course that this user may not write to: it is found out again next time
  }
  return plan;
}

/** Programs, their dates, the kernel, the user: a sandbox that worked yesterday works today if these are the same. */
function machineKey(): string {
  const programs = ['bwrap', 'setpriv', 'prlimit'].map((name) => {
    const file = findProgram(name);
    return file ? `${file} ${statSync(file).mtimeMs}` : `no ${name}`;
  });
  return [...layerNames, ...programs, process.execPath, process.version, release(), process.getuid?.() ?? ''].join(
    '; ',
  );
}

function readCache(key: string): SandboxPlan | undefined {
  if (!existsSync(cacheFile)) return undefined;
  try {
    const found = JSON.parse(readFileSync(cacheFile, 'utf8')) as { key: string; plan: SandboxPlan };
    return found.key === key ? found.plan : undefined;
  } catch {
    return undefined; // cut off or edited: looked at anew
  }
}

/** Starts with the bare sandbox and adds one layer at a time, keeping those with which it starts. */
async function probe(): Promise<SandboxPlan> {
  const [bwrap, setpriv, prlimit] = ['bwrap', 'setpriv', 'prlimit'].map((name) =>
    process.platform === 'linux' ? findProgram(name) : undefined,
  );
  let plan: SandboxPlan = { on: [], missing: [], bwrap, setpriv, prlimit, wholeUsr: false };
  const miss = (layer: LayerName, why: string): void => {
    plan = { ...plan, missing: [...plan.missing, { layer, why, remedy: remedyFor(layer, why) }] };
  };
  if (!bwrap) {
    const why =
      process.platform === 'linux' ? 'bubblewrap is not installed' : `bubblewrap is for Linux, not ${process.platform}`;
    miss('namespaces', why);
    return plan;
  }

  let trouble: string | undefined;
  for (const wholeUsr of [false, true]) {
    const bare: SandboxPlan = { ...plan, on: ['namespaces'], wholeUsr };
    trouble = await tryPlan(bare);
    if (trouble === undefined) {
      plan = bare;
      break;
    }
  }
  if (trouble !== undefined) {
    miss('namespaces', trouble);
    return plan;
  }

  for (const [layer, hindrance] of optionalLayers(setpriv, prlimit)) {
    const wider: SandboxPlan = { ...plan, on: [...plan.on, layer] };
    const why = hindrance ?? (await tryPlan(wider));
    if (why === undefined) plan = wider;
    else if (why !== notNeeded) miss(layer, why);
  }
  return plan;
}

const notNeeded = 'not needed';

/** Each with what stands against it before it is tried. */
function optionalLayers(setpriv?: string, prlimit?: string): [LayerName, string | undefined][] {
  const isRoot = process.getuid?.() === 0;
  return [
    ['no namespaces inside', undefined],
    ['system calls', seccompProgram() ? undefined : `there is no table of system calls for ${process.arch}`],
    ['limits', prlimit ? undefined : 'prlimit is not installed'],
    ['thread limit', prlimit ? undefined : 'prlimit is not installed'],
    ['other user', isRoot ? (setpriv ? undefined : 'setpriv is not installed') : notNeeded],
    ['control group', undefined],
  ];
}
