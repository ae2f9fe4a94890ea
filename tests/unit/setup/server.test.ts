import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { ENGLISH } from './workbench';

const START = resolve(__dirname, '../../../scripts/start.js');

/** `npm start` without a browser, up to the address that it prints. */
async function started(...args: string[]): Promise<{ child: ChildProcess; url: URL; heard: () => string }> {
  const child = spawn(process.execPath, [START, '--no-browser', ...args], {
    env: { ...process.env, ...ENGLISH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const arrived = new Promise<URL>((found, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        text += chunk;
        const address = /^ {2}(http:\S+)$/m.exec(text);
        if (address) found(new URL(address[1]));
      });
    }
    child.on('exit', () => failed(new Error(text)));
  });
  return { child, url: await arrived, heard: () => text };
}

test('npm start serves the course on loopback, with a token, and ends with its kernels on Ctrl-C', async (t) => {
  const { child, url, heard } = await started('--port', '8988');
  t.after(() => child.kill());
  const token = url.searchParams.get('token') ?? '';
  assert.equal(url.pathname, '/lab/tree/notebooks/README.md');
  assert.equal(url.host, '127.0.0.1:8988', 'the port that was asked for');
  if (process.getuid?.() === 0) assert.match(heard(), /^Warning: you are root/m);

  const ask = (path: string, headers = {}) => fetch(new URL(path, url), { headers });
  assert.equal((await ask('/api/contents')).status, 403, 'nothing without the token');
  const mine = { Authorization: `token ${token}` };
  const { kernelspecs } = (await (await ask('/api/kernelspecs', mine)).json()) as { kernelspecs: object };
  assert.deepEqual(Object.keys(kernelspecs), ['tslab'], 'TypeScript is the one kernel that is offered');
  const { content } = (await (await ask('/api/contents/notebooks', mine)).json()) as { content: { name: string }[] };
  assert.ok(content.some(({ name }) => name === 'README.md'));

  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one && !one.internal && one.family === 'IPv4');
  if (outside) await assert.rejects(fetch(`http://${outside.address}:8988/api`), 'other machines reach nothing');

  const again = await started('--port', '8988');
  assert.equal(again.url.href, url.href, 'a second start shows the one that runs');

  child.kill('SIGINT');
  const [status] = await once(child, 'exit');
  assert.equal(status, 0, heard());
  await assert.rejects(fetch(url), 'nothing listens any more');
});
