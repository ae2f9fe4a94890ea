import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { projectRoot } from '../../../lib/src/project';
import { script } from './scripts';

const { PYTHON_STEPS, environmentOf, pythonWith, versionComplaint } = script('bench/python-environments');
const { standInForCuda } = script('bench/cuda-absent');
const { findCompiler } = script('engine/toolchain');
const { pythonIn } = script('setup/venv');

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a Python that is too old is named, with the remedy', () => {
  assert.equal(versionComplaint('3.11.0', 'linux'), '');
  assert.equal(versionComplaint('4.0.0', 'linux'), '');
  assert.match(
    versionComplaint('3.10.14', 'linux'),
    /^Keras and PyTorch need Python 3\.11 or newer, and this is Python 3\.10\.14\. Install/,
  );
});

test('a framework is there when its environment was made to the end', (t) => {
  const root = temporaryFolder(t);
  const python = pythonIn(environmentOf(root, 'keras'));
  assert.equal(pythonWith(root, 'keras'), undefined);
  mkdirSync(join(python, '..'), { recursive: true });
  writeFileSync(python, '');
  assert.equal(pythonWith(root, 'keras'), undefined, 'half installed');
  mkdirSync(join(root, '.convolab', 'setup'), { recursive: true });
  writeFileSync(join(root, '.convolab', 'setup', 'bench-keras.json'), '{}');
  assert.equal(pythonWith(root, 'keras'), python);
});

test('each framework has a lock, and that of PyTorch names nothing for graphics cards', () => {
  for (const { name } of PYTHON_STEPS)
    assert.match(readFileSync(join(projectRoot, 'python', `${name}.lock`), 'utf8'), /--hash=sha256:/);
  const torch = readFileSync(join(projectRoot, 'python', 'bench-torch.lock'), 'utf8');
  assert.doesNotMatch(torch, /^(nvidia|cuda|triton)/m);
});

const compiler = process.platform === 'linux' ? findCompiler() : undefined;

test('a library that needs CUDA loads with the stand-ins, and is told that there is no graphics card', {
  skip: !compiler,
}, async (t) => {
  if (!compiler) return;
  const root = temporaryFolder(t);
  const folder = join(root, 'lib', 'python3.12', 'site-packages', 'torch', 'lib');
  mkdirSync(folder, { recursive: true });
  const compile = (...args: string[]) => execFileSync(compiler, ['-x', 'c', ...args], { cwd: folder });
  writeFileSync(join(folder, 'real.c'), 'int cudaGetDeviceCount(int *n) { *n = 1; return 0; }');
  compile('-shared', '-fPIC', 'real.c', '-o', 'libcudart.so.13', '-Wl,-soname,libcudart.so.13');
  writeFileSync(
    join(folder, 'torch.c'),
    'int cudaGetDeviceCount(int *n); int ask() { int n = 0; return cudaGetDeviceCount(&n); }',
  );
  compile('-shared', '-fPIC', 'torch.c', '-o', 'libtorch_cuda.so', '-L.', '-l:libcudart.so.13', '-Wl,-rpath,$ORIGIN');
  writeFileSync(join(folder, 'ask.c'), '#include <stdio.h>\nint ask(); int main() { printf("%d", ask()); return 0; }');
  compile('ask.c', '-o', 'ask', '-L.', '-l:libtorch_cuda.so', '-Wl,-rpath,$ORIGIN');
  const answer = () => execFileSync(join(folder, 'ask'), { encoding: 'utf8' });
  assert.equal(answer(), '0', 'with CUDA');
  rmSync(join(folder, 'libcudart.so.13'));
  assert.throws(answer, 'without CUDA it does not load');

  const commands = {
    async run(command: string, args: string[]) {
      execFileSync(command, args);
      return { ok: true, output: '' };
    },
  };
  await standInForCuda({ commands, again: 'npm run bench' }, root);
  assert.equal(answer(), '100', 'cudaErrorNoDevice');
  await standInForCuda({ commands, again: 'npm run bench' }, root);
  assert.equal(answer(), '100', 'and again');
});
