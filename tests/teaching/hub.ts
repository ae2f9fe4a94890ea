import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pythonVariables } from '../../lib/src/cli/python';
import { projectRoot } from '../../lib/src/project';
import { pythonOfTool } from './installed';

/**
 * A JupyterHub with the configuration of deploy/, on free ports of the loopback address. Only who may log in and as whom
 * servers run is different: a test must not make users of the machine.
 */
export class Hub {
  private constructor(
    readonly address: string,
    readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(password: string): Promise<Hub> {
    const folder = mkdtempSync(join(tmpdir(), 'convolab-hub-'));
    const [port, hubPort, proxyPort] = await freePorts(3);
    const config = join(folder, 'jupyterhub_config.py');
    writeFileSync(
      config,
      `load_subconfig("jupyterhub_config.py", path=${JSON.stringify(join(projectRoot, 'deploy'))})
c.JupyterHub.bind_url = "http://127.0.0.1:${port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:${hubPort}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:${proxyPort}"
c.JupyterHub.authenticator_class = "jupyterhub.auth.DummyAuthenticator"
c.DummyAuthenticator.password = ${JSON.stringify(password)}
c.Authenticator.allowed_users = {"ada"}
c.JupyterHub.spawner_class = "jupyterhub.spawner.SimpleLocalProcessSpawner"
c.SimpleLocalProcessSpawner.home_dir_template = ${JSON.stringify(join(folder, 'home', '{username}'))}
c.Spawner.args = [${process.getuid?.() === 0 ? '"--allow-root"' : ''}]
`,
    );
    const { JUPYTERHUB_API_TOKEN: _token, CONFIGPROXY_AUTH_TOKEN: _proxy, ...variables } = pythonVariables();
    const env = { ...variables, CONVOLAB_HUB_STATE: join(folder, 'state') };
    const child = spawn(pythonOfTool('hub'), ['-m', 'jupyterhub', '--config', config], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const hub = new Hub(`http://127.0.0.1:${port}`, folder, child);
    await hub.ready();
    return hub;
  }

  /** The hub's process and all that it started, by number. */
  processes(): number[] {
    const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const parents = processes.map((pid) => ({ pid: Number(pid), parent: stateOf(Number(pid))?.parent }));
    const found = [this.child.pid as number];
    for (const above of found) found.push(...parents.filter(({ parent }) => parent === above).map(({ pid }) => pid));
    return found;
  }

  /** Ends the hub as `kill` and Ctrl-C do. @returns its exit status */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    const status = this.child.exitCode ?? (await ended);
    return status;
  }

  /** Also after a test that failed: the servers of students would outlive a hub that is killed. */
  async remove(): Promise<void> {
    if (this.child.exitCode === null) await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      let log = '';
      const read = (text: Buffer): void => {
        log += text;
        if (/JupyterHub is now running/.test(log)) resolve();
      };
      this.child.stdout?.on('data', read);
      this.child.stderr?.on('data', read);
      this.child.once('error', reject);
      this.child.once('exit', (code) => reject(new Error(`JupyterHub ended with status ${code}:\n${log}`)));
    });
  }
}

/** What tests/teaching/student.py tells. */
export interface StudentReport {
  /** whether a wrong password was refused */
  refused: boolean;
  /** what the student sees, by folder */
  files: Record<'' | 'notebooks' | 'exercises', string[]>;
  kernels: string[];
  /** by cell: its status, and the texts that it showed by stream or MIME type */
  ran: Record<string, { status: string; shown: Record<string, unknown>[] }>;
}

export async function beStudent(hub: Hub, ...args: string[]): Promise<StudentReport> {
  const program = join(__dirname, 'student.py');
  const { stdout } = await promisify(execFile)(pythonOfTool('hub'), [program, hub.address, ...args], {
    env: pythonVariables(),
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as StudentReport;
}

/** Waits until none of these processes runs; one that has ended and waits for its parent to notice does not. */
export async function untilEnded(pids: number[]): Promise<void> {
  while (pids.some((pid) => (stateOf(pid)?.state ?? 'Z') !== 'Z')) await new Promise((done) => setTimeout(done, 50));
}

/** What Linux says of a process; nothing when it is gone. */
function stateOf(pid: number): { state: string; parent: number } | undefined {
  try {
    // the name before them may have blanks and brackets in it
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** Ports that are free now, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map((server) => {
      return new Promise<number>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => {
          const address = server.address();
          resolve(typeof address === 'object' && address !== null ? address.port : 0);
        });
      });
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
