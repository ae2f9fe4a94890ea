/** Proves the sandbox by trying to break out of it, as a submission would that has got hold of Node itself. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../project';
import { SandboxPool } from '../channel/pool';
import { Session } from '../channel/session';
import type { LayerName, SandboxPlan } from './layers';
import { defaultLimits } from './limits';

export interface Attempt {
  /** the layer that holds it back */
  layer: LayerName;
  /** what was tried: 'to read a file of the course' */
  what: string;
  held: boolean;
}

interface Trial {
  layer: LayerName;
  what: string;
  /** body of a function that returns true, or a promise of it, if it gets through */
  code: string;
}

/** Gets out of the context that answers run in: `need` is the real `require`. */
const getOut = `const host = Float32Array.constructor('return process')();
const need = (id) => host.mainModule.require(id);`;

const tooMuch = defaultLimits.dataMegabytes + defaultLimits.memoryMegabytes;

function trials(port: number, trace: string): Trial[] {
  const text = JSON.stringify;
  return [
    {
      layer: 'namespaces',
      what: 'to read a file of the course',
      code: `return need('fs').readFileSync(${text(join(projectRoot, 'package.json'))}).length > 0;`,
    },
    {
      layer: 'namespaces',
      what: 'to list the home folder',
      code: `return need('fs').readdirSync(${text(homedir())}).length > 0;`,
    },
    {
      layer: 'namespaces',
      what: 'to read the accounts',
      code: `return need('fs').readFileSync('/etc/passwd').length > 0;`,
    },
    {
      layer: 'namespaces',
      what: 'to write a file',
      code: `need('fs').writeFileSync(${text(trace)}, 'x'); return true;`,
    },
    {
      layer: 'namespaces',
      what: 'to write anywhere',
      code: `for (const folder of ['', '/tmp', '/dev', '/dev/shm', '/sandbox', '/lib']) { try { need('fs').mkdirSync(folder + '/x'); return true; } catch {} } return false;`,
    },
    { layer: 'namespaces', what: 'to signal the grader', code: `return host.kill(${process.pid}, 0);` },
    {
      layer: 'namespaces',
      what: 'to reach the network',
      code: `return new Promise((resolve) => { const s = need('net').connect(${port}, '127.0.0.1'); s.on('connect', () => resolve(true)); s.on('error', () => resolve(false)); });`,
    },
    {
      layer: 'system calls',
      what: 'to open a socket',
      code: `return new Promise((resolve) => { const s = need('net').createServer(); s.on('error', () => resolve(false)); s.listen(String.fromCharCode(0) + 'convolab', () => resolve(true)); });`,
    },
    {
      layer: 'system calls',
      what: 'to start a process',
      code: `return need('child_process').spawnSync('/sandbox/node', ['--version']).status === 0;`,
    },
    {
      layer: 'limits',
      what: 'to take too much memory',
      code: `const all = []; for (let i = 0; i < ${tooMuch}; i += 10) all.push(need('buffer').Buffer.alloc(1e7, 1)); return true;`,
    },
    {
      layer: 'thread limit',
      what: 'to start 40 threads',
      code: `const { Worker } = need('worker_threads'); let online = 0; return new Promise((resolve) => { for (let i = 0; i < 40; i++) { const w = new Worker('setInterval(() => {}, 1000)', { eval: true, resourceLimits: { maxOldGenerationSizeMb: 4 } }); w.on('error', () => resolve(false)); w.on('online', () => { if (++online === 40) resolve(true); }); } });`,
    },
  ];
}

/**
 * Tries what some layers should hold back. Each attempt has a sandbox of its own.
 * @param layers those that are on, unless given
 */
export async function tryToBreakOut(plan: SandboxPlan, layers: readonly LayerName[] = plan.on): Promise<Attempt[]> {
  let visitors = 0;
  const server = createServer((socket) => {
    visitors++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const folder = mkdtempSync(join(tmpdir(), 'convolab-break-out-'));
  const trace = join(folder, 'trace');
  const pool = new SandboxPool({ plan, size: 2 });
  const attempts: Attempt[] = [];
  try {
    for (const { layer, what, code } of trials(port, trace)) {
      if (!layers.includes(layer)) continue;
      const before = visitors;
      const through = await getsThrough(pool, code);
      attempts.push({ layer, what, held: !through && visitors === before && !existsSync(trace) });
    }
  } finally {
    await pool.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return attempts;
}

async function getsThrough(pool: SandboxPool, code: string): Promise<boolean> {
  const session = new Session(pool);
  try {
    const answer = await session.open(`${getOut}\nexports.attempt = async () => { ${code} };`, { seconds: 20 });
    const outcome = await answer.call({ path: 'attempt', calls: [[]] });
    return outcome.status === 'returned' && outcome.results[0] === true;
  } finally {
    await session.close();
  }
}
