import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxPlan } from './layers';
import { defaultLimits } from './limits';
import { seccompProgram } from './seccomp';
import { startSandbox } from './start';

const program = "require('fs').writeSync(4, 'alive');";

/**
 * Starts Node in a sandbox made so.
 * @returns undefined if it answers, otherwise what the system said
 */
export async function tryPlan(plan: SandboxPlan): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'convolab-sandbox-'));
  chmodSync(folder, 0o755);
  const files = { script: join(folder, 'child.js'), filter: join(folder, 'seccomp.bpf') };
  writeFileSync(files.script, program, { mode: 0o644 });
  writeFileSync(files.filter, seccompProgram() ?? new Uint8Array(0), { mode: 0o644 });
  try {
    return await answerOf(plan, files);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function answerOf(plan: SandboxPlan, files: { script: string; filter: string }): Promise<string | undefined> {
  const { process: child, gone } = startSandbox(plan, files, 0, defaultLimits);
  const answer = await new Promise<string | undefined>((resolve) => {
    let said = '';
    let complaint = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.stdio[2]?.on('data', (text) => {
      complaint += String(text);
    });
    child.stdio[4]?.on('data', (text) => {
      said += String(text);
    });
    for (const stream of child.stdio) stream?.on('error', () => {});
    child.once('error', (error) => resolve(error.message));
    child.once('close', (status) => {
      clearTimeout(timer);
      if (said === 'alive' && status === 0) return resolve(undefined);
      resolve(complaint.trim().split('\n')[0] || `it ended with ${status ?? 'a signal'} and said nothing`);
    });
  });
  await gone;
  return answer;
}
