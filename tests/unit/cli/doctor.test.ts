import assert from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { conclusion, findingLine } from '../../../lib/src/cli/doctor';
import { ask } from '../../../lib/src/cli/doctor/ask';
import { dataFindings } from '../../../lib/src/cli/doctor/data';
import { engine, engineFinding, speedUpsFinding } from '../../../lib/src/cli/doctor/engine';
import { news, rendererFinding } from '../../../lib/src/cli/doctor/jupyterlab';
import { kernel } from '../../../lib/src/cli/doctor/kernel';
import { isBefore, nodeVersion } from '../../../lib/src/cli/doctor/versions';
import { speedUpsOf } from '../../../lib/src/engine/kernels/switches';
import { withEnvironment } from '../datasets/temporary-folder';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'convolab-doctor-'));
});
after(() => rmSync(folder, { recursive: true }));

test('a Node that is too old is broken', () => {
  assert.equal(nodeVersion('18.20.0').state, 'broken');
  assert.equal(nodeVersion('99.0.0').state, 'ok');
  assert.ok(isBefore('20.9.9', '20.10.0') && !isBefore('20.10.0', '20.9.9') && !isBefore('20.0.0', '20.0.0'));
});

test('an engine that crashes, hangs up or throws is broken, and the doctor lives', async () => {
  const programs: Record<string, RegExp> = {
    'process.abort()': /crashed/,
    "throw new Error('no binding')": /no binding/,
    "exports.engineReady = async () => { throw new Error('no backend') }": /no backend/,
  };
  for (const [program, found] of Object.entries(programs)) {
    const file = join(folder, 'engine.js');
    writeFileSync(file, program);
    const [finding] = await engine(file);
    assert.equal(finding.state, 'broken', program);
    assert.match(finding.found, found);
    assert.ok(finding.remedy);
  }
});

test('the report of the engine is read, whatever else it prints', async () => {
  const file = join(folder, 'good-engine.js');
  const report = {
    name: 'wasm',
    threads: 2,
    versions: { tfjs: '4.22.0' },
    speedUps: ['tile'],
    whyNotFaster: ['There is no compiler.'],
  };
  writeFileSync(file, `process.stdout.write('noise'); exports.engineReady = async () => (${JSON.stringify(report)})`);
  assert.deepEqual(await engine(file), [
    { name: 'engine', state: 'warn', found: 'wasm, 2 threads, tfjs 4.22.0', remedy: 'There is no compiler.' },
    { name: 'fast kernels', state: 'ok', found: 'tile' },
  ]);
});

test('the native engine is in order, also where one way to it was closed', () => {
  const versions = { tensorflow: '2.20.0' };
  const finding = engineFinding({ name: 'native', threads: 1, versions, whyNotFaster: ['npm has none'] });
  assert.deepEqual(finding, { name: 'engine', state: 'ok', found: 'native, 1 thread, tensorflow 2.20.0' });
});

test('a native engine whose fast kernels were not built is told how to get them', (t) => {
  withEnvironment(t, { CONVOLAB_WITHOUT: undefined });
  const report = { name: 'native' as const, threads: 2, versions: {}, whyNotFaster: [] };
  const missing = speedUpsFinding({ ...report, speedUps: speedUpsOf('native', false) });
  assert.deepEqual([missing.state, missing.found], ['warn', 'relu-grad, softmax-cross-entropy, transform']);
  assert.match(missing.remedy ?? '', /npm start -- --setup-only.*C\+\+ compiler/);
  const whole = speedUpsFinding({ ...report, speedUps: speedUpsOf('native', true) });
  assert.deepEqual([whole.state, whole.remedy], ['ok', undefined]);
  assert.match(whole.found, /max-pool-grad.*batch-norm.*optimizer-updates/);
  process.env.CONVOLAB_WITHOUT = 'batch-norm';
  const less = speedUpsFinding({ ...report, speedUps: speedUpsOf('native', true) });
  assert.deepEqual([less.state, less.found.includes('batch-norm')], ['warn', false]);
  assert.match(less.remedy ?? '', /CONVOLAB_WITHOUT is set to batch-norm/);
});

test('the renderer is judged by the list of JupyterLab', () => {
  const listing = (rest: string): string =>
    `JupyterLab v4.6.6\n        jupyterlab-plotly v6.9.0 ${rest} (python, plotly)\n`;
  assert.equal(rendererFinding(listing('\u001b[32menabled\u001b[0m \u001b[32mOK\u001b[0m')).state, 'ok');
  assert.match(rendererFinding(listing('disabled OK')).remedy ?? '', /labextension enable/);
  assert.equal(rendererFinding(listing('enabled X')).state, 'broken');
  assert.match(rendererFinding('JupyterLab v4.6.6\n').found, /missing/);
});

test('a news prompt that is on is worth a warning', async () => {
  assert.equal((await news(folder))[0].state, 'warn');
  const setting = { '@jupyterlab/apputils-extension:notification': { fetchNews: 'false' } };
  writeFileSync(join(folder, 'overrides.json'), JSON.stringify(setting));
  assert.equal((await news(folder))[0].state, 'ok');
  writeFileSync(join(folder, 'overrides.json'), '{ "half');
  assert.equal((await news(folder))[0].state, 'warn');
});

test('a kernel that is not registered, or whose Node has gone, is broken', async () => {
  assert.match((await kernel(join(folder, 'none.json')))[0].found, /not registered/);
  const spec = join(folder, 'kernel.json');
  writeFileSync(spec, '{ "argv": ');
  assert.match((await kernel(spec))[0].found, /not readable/);
  const gone = join(folder, 'gone', 'node');
  writeFileSync(spec, JSON.stringify({ argv: [gone, 'tslab'] }));
  const [finding] = await kernel(spec);
  assert.ok(finding.found.includes(gone));
  assert.match(finding.remedy ?? '', /npm start/);
});

test('damaged data are broken, one line a set', () => {
  const findings = dataFindings([
    { set: 'photos', file: 'data/photos/a.jpg', ok: true },
    { set: 'photos', file: 'data/photos/b.jpg', ok: false, problem: 'data/photos/b.jpg is missing.' },
    { set: 'fashion-mnist', file: 'data/fashion-mnist/a', ok: true },
  ]);
  assert.deepEqual(findings, [
    {
      name: 'data/photos',
      state: 'broken',
      found: 'data/photos/b.jpg is missing.',
      remedy: 'run git checkout -- data/photos',
    },
    { name: 'data/fashion-mnist', state: 'ok', found: '1 file, checksums right' },
  ]);
});

test('a program that hangs is ended', async () => {
  const answer = await ask(process.execPath, ['-e', 'console.log(1); setInterval(() => 0, 1000)'], { timeout: 1 });
  assert.deepEqual([answer.status, answer.stdout], [null, '1\n']);
});

test('a program that is not there is an answer too', async () => {
  assert.equal((await ask(join(folder, 'nothing'), [])).status, null);
});

test('the report says what to do, and how it stands', () => {
  assert.equal(findingLine({ name: 'npm', state: 'ok', found: '11' }), 'ok      npm                 11');
  assert.match(
    findingLine({ name: 'a', state: 'broken', found: 'b', remedy: 'mend it' }),
    /broken {2}a +b\n +→ mend it/,
  );
  assert.equal(conclusion([{ name: 'a', state: 'ok', found: '' }]), 'Everything is in order.');
  assert.match(conclusion([{ name: 'a', state: 'warn', found: '', remedy: '' }]), /1 could be better/);
  assert.match(conclusion([{ name: 'a', state: 'broken', found: '', remedy: '' }]), /^1 broken/);
});
