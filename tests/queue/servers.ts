/** Debian's Redis and PostgreSQL, started for a test on a free port of this machine. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findProgram } from '../../lib/src/grading/sandbox/programs';

export interface Server {
  url: string;
  /** with SIGKILL, and again with the same data */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Debian keeps the programs of a server out of the PATH. */
function postgresFolder(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const installed = existsSync(versions) ? readdirSync(versions).sort().reverse() : [];
  const folders = installed.map((version) => join(versions, version, 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/** Tests that need the servers are skipped where they are missing, never on a machine that tests for others (CI=true). */
export function serversOrReason(): { skip: string | false } {
  const missing = [!findProgram('redis-server') && 'redis-server', !postgresFolder() && 'postgresql'].filter(Boolean);
  if (missing.length === 0 || process.env.CI === 'true') return { skip: false };
  return { skip: `there is no ${missing.join(' and no ')}: apt-get install ${missing.join(' ')}` };
}

/** With an append-only file, so that a restart forgets at most the last second. */
export async function startRedis(folder: string): Promise<Server> {
  const port = await freePort();
  const persistence = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, ...persistence];
  const start = (): Promise<ChildProcess> => startServer('redis-server', args, /Ready to accept connections/);
  return server(`redis://127.0.0.1:${port}`, start);
}

export async function startPostgres(folder: string): Promise<Server> {
  const programs = postgresFolder() as string;
  const port = await freePort();
  const data = join(folder, 'data');
  mkdirSync(data);
  // it refuses to run as root
  const user = process.getuid?.() === 0 ? userNamed('postgres') : {};
  if (user.uid !== undefined && user.gid !== undefined) chownSync(data, user.uid, user.gid);
  const init = ['--pgdata', data, '--username', 'grader', '--auth', 'trust', '--no-sync', '--encoding', 'UTF8'];
  execFileSync(join(programs, 'initdb'), init, { ...user, cwd: '/', stdio: 'ignore' });
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', data, '-c', 'fsync=off'];
  const start = (): Promise<ChildProcess> =>
    startServer(join(programs, 'postgres'), args, /ready to accept connections/, user);
  return server(`postgres://grader@127.0.0.1:${port}/postgres`, start);
}

async function server(url: string, start: () => Promise<ChildProcess>): Promise<Server> {
  let running = await start();
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await gone;
  };
  return {
    url,
    async restart() {
      await stop('SIGKILL');
      running = await start();
    },
    stop: () => stop('SIGTERM'),
  };
}

function startServer(program: string, args: string[], ready: RegExp, user: object = {}): Promise<ChildProcess> {
  const child = spawn(program, args, { ...user, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        said.push(line);
        if (ready.test(line)) resolve(child);
      });
    }
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${program} ended:\n${said.join('\n')}`)));
  });
}

function userNamed(name: string): { uid?: number; gid?: number } {
  const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
