/** Starts one sandbox. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { sandboxCommand } from './command';
import { type ControlGroup, makeControlGroup } from './control-group';
import type { SandboxPlan } from './layers';
import type { Limits } from './limits';
import type { Mount } from './programs';

/** Files that all sandboxes of a grader read: the program of the child and the filter of system calls. */
export interface SandboxFiles {
  script: string;
  filter: string;
  mounts?: Mount[];
}

export interface Started {
  process: ChildProcess;
  /** done when nothing of the sandbox is left */
  gone: Promise<void>;
}

/**
 * Starts a sandbox. Its descriptors: 3 for requests, 4 for answers; what it prints goes nowhere, apart from error
 * messages of its start, which come on descriptor 2.
 * @param slot which of the sandboxes that run at the same time: each has a user of its own
 */
export function startSandbox(plan: SandboxPlan, files: SandboxFiles, slot: number, limits: Limits): Started {
  const group = plan.on.includes('control group') ? makeControlGroup(limits) : undefined;
  const { command, args } = sandboxCommand(plan, {
    ...files,
    slot,
    limits,
    joinFiles: group?.joinFiles,
    filterDescriptor: 5,
  });
  const filter = openSync(files.filter, 'r'); // opened for each, because the place in the file is shared
  try {
    const child = spawn(command, args, {
      cwd: '/',
      env: {},
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', filter],
      windowsHide: true,
    });
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    return { process: child, gone: group ? ended.then(() => removed(group)) : ended };
  } finally {
    closeSync(filter);
  }
}

/** The processes inside end a moment after the one that was started. */
async function removed(group: ControlGroup): Promise<void> {
  for (let attempt = 0; attempt < 250 && !group.remove(); attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
