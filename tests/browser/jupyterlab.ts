import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { coursePython, pythonVariables } from '../../lib/src/cli/python';
import { projectRoot, stateFolder, writeWhole } from '../../lib/src/project';

/** A JupyterLab of the course on a free port, with settings of its own: nothing of the user's comes in. */
export class JupyterLab {
  private constructor(
    readonly address: string,
    private readonly token: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<JupyterLab> {
    const port = await freePort();
    const token = randomBytes(24).toString('hex');
    const folder = join(stateFolder, 'tests', `jupyterlab-${process.pid}`);
    // JupyterLab must not save: the notebooks are kept without outputs.
    const saving = join(folder, 'settings', '@jupyterlab', 'docmanager-extension', 'plugin.jupyterlab-settings');
    writeWhole(saving, JSON.stringify({ autosave: false }));
    const inherited = Object.entries(pythonVariables()).filter(([name]) => !/^JUPYTER(LAB)?_/.test(name));
    const child = spawn(coursePython(), serverArguments(port, folder), {
      cwd: projectRoot,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...Object.fromEntries(inherited),
        JUPYTER_PREFER_ENV_PATH: '1',
        JUPYTER_TOKEN: token,
        JUPYTER_CONFIG_DIR: join(folder, 'config'),
        JUPYTER_DATA_DIR: join(folder, 'data'),
        JUPYTER_RUNTIME_DIR: join(folder, 'runtime'),
        JUPYTERLAB_SETTINGS_DIR: join(folder, 'settings'),
        JUPYTERLAB_WORKSPACES_DIR: join(folder, 'workspaces'),
      },
    });
    const lab = new JupyterLab(`http://127.0.0.1:${port}`, token, folder, child);
    await lab.ready();
    return lab;
  }

  /** Address of a notebook in the course, in an empty workspace. */
  notebook(path: string): string {
    return `${this.address}/lab/tree/${path}?reset&token=${this.token}`;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    // The server ends its kernels, which a dead server would leave behind.
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(late);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Resolves when the server says where it listens. */
  private ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      let log = '';
      const read = (text: Buffer): void => {
        log += text;
        if (/Jupyter Server .* is running at/.test(log)) resolve();
      };
      this.child.stdout?.on('data', read);
      this.child.stderr?.on('data', read);
      this.child.once('error', reject);
      this.child.once('exit', (code) => reject(new Error(`JupyterLab ended with status ${code}:\n${log}`)));
    });
  }
}

function serverArguments(port: number, folder: string): string[] {
  return [
    ...['-m', 'jupyterlab', '--no-browser'],
    ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    `--ServerApp.root_dir=${projectRoot}`,
    `--FileCheckpoints.checkpoint_dir=${join(folder, 'checkpoints')}`,
    // Executed copies of chapters lie in a hidden folder.
    '--ContentsManager.allow_hidden=True',
    "--KernelSpecManager.allowed_kernelspecs={'tslab'}",
    '--KernelSpecManager.ensure_native_kernel=False',
    // Tests ask the page's own model what ran.
    '--LabApp.expose_app_in_browser=True',
  ];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
