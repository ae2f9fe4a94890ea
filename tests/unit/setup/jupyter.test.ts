import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { test } from 'node:test';
import { script } from './scripts';
import { fakeContext, temporaryFolder, write } from './workbench';

const kernel = script('setup/steps/typescript-kernel');
const settings = script('setup/steps/jupyterlab-settings');
const { serverEnv } = script('setup/jupyterlab/environment');
const { choosePort } = script('setup/jupyterlab/port');
const { hasScreen } = script('setup/jupyterlab/browser');
const last = { interrupted: false };

test('the TypeScript kernel is this Node with the tslab of the course', async (t) => {
  const root = temporaryFolder(t);
  const context = fakeContext(root);
  assert.ok(!kernel.isThere(context, {}));
  await kernel.work(context, last);
  assert.ok(kernel.isThere(context, {}));
  const file = join(root, '.venv/share/jupyter/kernels/tslab/kernel.json');
  const spec = JSON.parse(readFileSync(file, 'utf8'));
  assert.equal(spec.display_name, 'TypeScript');
  assert.equal(spec.language, 'typescript');
  assert.equal(spec.argv[0], process.execPath);
  assert.ok(isAbsolute(spec.argv[1]) && spec.argv[1].startsWith(root));
  assert.deepEqual(spec.argv.slice(2), ['kernel', '--config-path', '{connection_file}']);

  write(root, { '.venv/share/jupyter/kernels/tslab/kernel.json': JSON.stringify({ ...spec, argv: ['/old/node'] }) });
  assert.ok(!kernel.isThere(context, {}), 'another Node: it is written anew');
});

test('the question about news is off, and Markdown is shown and not edited', async (t) => {
  const root = temporaryFolder(t);
  const context = fakeContext(root);
  await settings.work(context, last);
  assert.ok(settings.isThere(context, {}));
  const folder = join(root, '.venv/share/jupyter/lab/settings');
  const overrides = JSON.parse(readFileSync(join(folder, 'overrides.json'), 'utf8'));
  assert.equal(overrides['@jupyterlab/apputils-extension:notification'].fetchNews, 'false');
  assert.equal(overrides['@jupyterlab/docmanager-extension:plugin'].defaultViewers.markdown, 'Markdown Preview');
  const page = JSON.parse(readFileSync(join(folder, 'page_config.json'), 'utf8'));
  assert.equal(page.disabledExtensions['@jupyterlab/apputils-extension:announcements'], true);
});

test("the reader's other Jupyters stay out, the look of JupyterLab comes along", () => {
  const env = serverEnv('/course', {
    PATH: '/bin',
    HOME: '/home/ann',
    PYTHONPATH: '/home/ann/lib',
    JUPYTER_PATH: '/home/ann/kernels',
    JUPYTER_TOKEN: '',
    JUPYTERLAB_DIR: '/opt/lab',
    JUPYTER_PREFER_ENV_PATH: '0',
    HTTPS_PROXY: 'http://proxy',
  });
  for (const name of ['PYTHONPATH', 'JUPYTER_PATH', 'JUPYTER_TOKEN', 'JUPYTERLAB_DIR'])
    assert.equal(env[name], undefined, name);
  assert.equal(env.JUPYTER_PREFER_ENV_PATH, '1');
  assert.equal(env.HTTPS_PROXY, 'http://proxy');
  for (const name of [
    'JUPYTER_CONFIG_DIR',
    'JUPYTER_DATA_DIR',
    'JUPYTER_RUNTIME_DIR',
    'JUPYTERLAB_WORKSPACES_DIR',
    'IPYTHONDIR',
  ])
    assert.ok(env[name]?.startsWith(join('/course', '.convolab', 'jupyter')), name);
  assert.equal(env.JUPYTERLAB_SETTINGS_DIR, join('/home/ann', '.jupyter', 'lab', 'user-settings'));
  assert.equal(
    serverEnv('/course', { JUPYTER_CONFIG_DIR: '/cfg' }).JUPYTERLAB_SETTINGS_DIR,
    join('/cfg', 'lab', 'user-settings'),
  );
});

test('a port that is in use is refused with another one, and is passed over unasked', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  await assert.rejects(choosePort(address.port), {
    name: 'SetupError',
    message: new RegExp(`^Port ${address.port} is in use: take another one, for example npm start -- --port \\d+$`),
  });
  const free = await choosePort();
  assert.ok(free >= 8888 && free < 8988 && free !== address.port);
});

test('no browser is opened where there is no screen', () => {
  assert.ok(!hasScreen({}, 'linux'));
  assert.ok(hasScreen({ DISPLAY: ':0' }, 'linux'));
  assert.ok(hasScreen({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux'));
  assert.ok(hasScreen({}, 'darwin') && hasScreen({}, 'win32'));
});
