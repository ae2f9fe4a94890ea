/** Sandboxes that are started before they are needed. Each serves one submission and ends. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../project';
import type { SandboxPlan } from '../sandbox/layers';
import { defaultLimits, type Limits } from '../sandbox/limits';
import type { Mount } from '../sandbox/programs';
import { seccompProgram } from '../sandbox/seccomp';
import { type SandboxFiles, startSandbox } from '../sandbox/start';
import { childProgram } from './child-program';
import { Connection } from './connection';

/** Seconds for a sandbox to start, on a machine that is busy. */
const startSeconds = 30;

export interface PoolOptions {
  plan: SandboxPlan;
  /** how many wait, started */
  size?: number;
  limits?: Limits;
  /** what they run, and what that reads; the program for answers that compute with numbers unless given */
  program?: string;
  mounts?: Mount[];
}

export class SandboxPool {
  private readonly folder: string;
  private readonly files: SandboxFiles;
  private readonly size: number;
  private readonly limits: Limits;
  private readonly plan: SandboxPlan;
  private readonly waiting: Promise<Connection>[] = [];
  private readonly alive = new Map<Connection, Promise<void>>();
  private readonly slots = new Set<number>();
  private closed = false;

  constructor({ plan, size = 2, limits = defaultLimits, program = childProgram(), mounts }: PoolOptions) {
    this.plan = plan;
    this.size = size;
    this.limits = limits;
    this.folder = mkdtempSync(join(tmpdir(), 'convolab-grading-'));
    chmodSync(this.folder, 0o755); // the users of the sandboxes read these files
    this.files = { script: join(this.folder, 'child.js'), filter: join(this.folder, 'seccomp.bpf'), mounts };
    writeFileSync(this.files.script, program, { mode: 0o644 });
    writeFileSync(this.files.filter, seccompProgram() ?? new Uint8Array(0), { mode: 0o644 });
    this.fill();
  }

  /**
   * A fresh sandbox, started and waiting.
   * @throws UserError with what the system said, where none can be started
   */
  async take(): Promise<Connection> {
    if (this.closed) throw new UserError('The grader is closed: open it again to grade more.');
    const next = this.waiting.shift() ?? this.start();
    this.fill();
    return next;
  }

  /** Ends all sandboxes and removes the files. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.waiting);
    await Promise.all([...this.alive].flatMap(([connection, gone]) => [connection.kill(), gone]));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private fill(): void {
    while (!this.closed && this.waiting.length < this.size) {
      const started = this.start();
      started.catch(() => {}); // told to whoever takes it
      this.waiting.push(started);
    }
  }

  private async start(): Promise<Connection> {
    let slot = 0;
    while (this.slots.has(slot)) slot++;
    this.slots.add(slot);
    const { process: child, gone } = startSandbox(this.plan, this.files, slot, this.limits);
    const connection = new Connection(child);
    this.alive.set(connection, gone);
    void gone.then(() => {
      this.alive.delete(connection);
      this.slots.delete(slot);
    });
    if (await connection.ready(startSeconds)) return connection;
    await connection.kill();
    const why = connection.complaint.trim().split('\n').at(-1) || `it was silent for ${startSeconds} s`;
    throw new UserError(`A sandbox does not start: ${why}. Run \`npx --no-install convolab doctor\` for what to do.`);
  }
}
