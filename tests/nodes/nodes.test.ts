import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeWhole } from '../../lib/src/project';
import { fetchNode, ROOT } from './fetch-node';

const {
  venvPython,
  venvShare,
}: Record<'venvPython' | 'venvShare', (root: string) => string> = require('../../scripts/setup/venv.js');

const { engines }: { engines: { node: string } } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const LOWEST = engines.node.replace('>=', '');

for (const version of [LOWEST, '22', '24']) {
  test(`Node ${version} loads the library, draws a figure and gets an engine`, (t) => {
    const fetched = fetchNode(version);
    if ('reason' in fetched) return t.skip(fetched.reason);
    const run = spawnSync(fetched.node, [join(__dirname, 'proof.js')], {
      cwd: ROOT,
      encoding: 'utf8',
      timeout: 120_000,
    });
    assert.equal(run.status, 0, run.stderr);
    const proof = JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '');
    assert.ok(`${proof.node}.`.startsWith(`v${version}.`), proof.node);
    assert.match(proof.svg, /^<svg[\s\S]*<path[\s\S]*<\/svg>\s*$/);
    assert.ok(['native', 'wasm'].includes(proof.engine), proof.engine);
    assert.deepEqual(proof.product, [19, 22, 43, 50]);
    t.diagnostic(`${proof.node}: engine ${proof.engine}`);
  });

  test(`Node ${version} runs the TypeScript kernel`, (t) => {
    const fetched = fetchNode(version);
    if ('reason' in fetched) return t.skip(fetched.reason);
    const folder = mkdtempSync(join(tmpdir(), 'convolab-kernel-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const spec = JSON.parse(readFileSync(join(venvShare(ROOT), 'kernels', 'tslab', 'kernel.json'), 'utf8'));
    spec.argv[0] = fetched.node;
    writeWhole(join(folder, 'kernels', 'tslab', 'kernel.json'), JSON.stringify(spec));
    const run = spawnSync(venvPython(ROOT), [join(__dirname, 'kernel.py')], {
      cwd: join(ROOT, 'notebooks'),
      encoding: 'utf8',
      env: { ...process.env, JUPYTER_PATH: folder },
      timeout: 120_000,
    });
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stdout, new RegExp(`^v${version}\\S* 24`), run.stdout + run.stderr); // 28 − 5 + 1
  });

  test(`Node ${version} runs the start script`, (t) => {
    const fetched = fetchNode(version);
    if ('reason' in fetched) return t.skip(fetched.reason);
    const run = spawnSync(fetched.node, [join(ROOT, 'scripts', 'start.js'), '--help'], { encoding: 'utf8' });
    assert.match(run.stdout, /--setup-only/);
    assert.equal(run.status, 0, run.stderr);
  });
}

for (const version of ['14.21.3', '18.20.8']) {
  test(`Node ${version} is told what is needed`, (t) => {
    const fetched = fetchNode(version);
    if ('reason' in fetched) return t.skip(fetched.reason);
    for (const script of ['start.js', 'test.js']) {
      const run: SpawnSyncReturns<string> = spawnSync(fetched.node, [join(ROOT, 'scripts', script)], {
        encoding: 'utf8',
      });
      assert.equal(run.status, 1);
      assert.match(run.stderr, /^Node \d+\.\d+ or newer is needed, and this is Node \S+\. Install one with: .*\n$/);
    }
  });
}
