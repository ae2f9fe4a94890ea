import { breakOut, scale, type Threat, wins } from './threat';

/** Submissions that end, or that never end. */
export const endings: Threat[] = [
  { threat: 'ends the notebook', cell: scale('process.exit(0);'), says: /process\.exit/ },
  { threat: 'exits with success', cell: `${breakOut}\n${scale('host.exit(0);')}`, says: /was stopped/ },
  {
    threat: 'exits while it is loaded',
    cell: `${breakOut}\nconst gone = host.exit(0);\n${scale('return 1;')}`,
    says: /stopped/,
  },
  { threat: 'exits without handlers', cell: `${breakOut}\n${scale('host.reallyExit(0);')}`, says: /was stopped/ },
  { threat: 'crashes', cell: `${breakOut}\n${scale('host.abort();')}`, says: /was stopped/ },
  { threat: 'kills itself', cell: `${breakOut}\n${scale("host.kill(host.pid, 'SIGKILL');")}`, says: /was stopped/ },
  { threat: 'kills everybody', cell: `${breakOut}\n${scale("host.kill(-1, 'SIGKILL'); return 1;")}` },
  { threat: 'kills the first process', cell: wins("host.kill(1, 'SIGKILL'); return false;") },
  { threat: 'kills the grader', cell: wins(`return host.kill(${process.pid}, 'SIGKILL');`) },
  {
    threat: 'stops itself',
    cell: `${breakOut}\n${scale("host.kill(host.pid, 'SIGSTOP'); return 1;")}`,
    says: /was stopped/,
  },
  { threat: 'loops', cell: scale('for (;;) { }'), says: /never ends/ },
  {
    threat: 'loops after await',
    cell: 'async function scale(): Promise<number> { await 0; for (;;) { } }',
    says: /never ends/,
  },
  {
    threat: 'loops in microtasks',
    cell: scale('const spin = (): any => Promise.resolve().then(spin); return spin();'),
  },
  { threat: 'loops while it is loaded', cell: `const x = (() => { for (;;) { } })();\n${scale('return 1;')}` },
  { threat: 'backtracks for ever', cell: scale("return /^(a+)+$/.test('a'.repeat(50) + 'b');"), says: /never ends/ },
  { threat: 'loops in a getter', cell: scale('return { get a() { for (;;) { } } };'), says: /never ends/ },
  {
    threat: 'loops in a proxy',
    cell: scale('return new Proxy({}, { ownKeys() { for (;;) { } } });'),
    says: /never ends/,
  },
  { threat: 'loops in a thenable', cell: scale('return { then() { for (;;) { } } };'), says: /never ends/ },
  {
    threat: 'loops where no limit inside reaches',
    cell: `${breakOut}\n${scale('host.nextTick(() => { for (;;) { } }); const t = Date.now(); while (Date.now() < t + 1) { } return new Promise(() => { });')}`,
  },
  { threat: 'waits for ever', cell: scale('return new Promise(() => { });'), says: /did not settle/ },
  {
    threat: 'sleeps in the kernel',
    cell: scale('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); return 1;'),
  },
  { threat: 'recurses for ever', cell: scale('return scale(values, factor);'), says: /calls itself/ },
  { threat: 'yields for ever', cell: scale('return [...(function* () { for (;;) yield 1; })()];') },
  {
    threat: 'fails later',
    cell: scale("Promise.reject(new Error('late')); return values.map((value: any) => factor * value);"),
    points: 4,
  },
  {
    threat: 'throws from a timer',
    cell: scale(
      "setTimeout(() => { throw new Error('late'); }, 0); return values.map((value: any) => factor * value);",
    ),
    says: /late/,
  },
  {
    threat: 'fails later, outside of its context',
    cell: `${breakOut}\n${scale("(Float32Array as any).constructor('return Promise')().reject(new Error('late')); return 'x';")}`,
  },
];

/** Submissions that take more than their share. */
export const bombs: Threat[] = [
  {
    threat: 'bomb of processes',
    cell: wins(
      "const { spawnSync } = need('child_process'); return spawnSync('/sandbox/node', ['-e', '0']).status === 0;",
    ),
  },
  {
    threat: 'bomb of processes, all at once',
    cell: wins(
      "const { spawn } = need('child_process'); let n = 0; for (let i = 0; i < 500; i++) { try { const p = spawn('/sandbox/node', ['-e', 'for(;;);']); p.on('error', () => {}); if (p.pid) n++; } catch { } } return n;",
    ),
  },
  {
    threat: 'bomb of threads',
    cell: `${breakOut}\n${scale("const { Worker } = need('worker_threads'); for (let i = 0; i < 300; i++) { new Worker('for(;;);', { eval: true }).on('error', () => {}); } return 1;")}`,
  },
  { threat: 'memory: objects', cell: scale('const all: any[] = []; for (;;) all.push(new Array(1e5).fill(1.5));') },
  {
    threat: 'memory: buffers',
    cell: `${breakOut}\n${scale("const B = need('buffer').Buffer; const all: any[] = []; for (;;) all.push(B.alloc(1e7, 1));")}`,
  },
  {
    threat: 'memory: four gigabytes of buffers',
    cell: wins(
      "const B = need('buffer').Buffer; const all: any[] = []; for (let i = 0; i < 40; i++) all.push(B.alloc(1e8, 1)); return all.length === 40;",
    ),
  },
  {
    threat: 'memory: WebAssembly',
    cell: scale(
      'const W = (globalThis as any).WebAssembly; const all: any[] = []; for (let i = 0; i < 40; i++) { const m = new W.Memory({ initial: 1600 }); new Uint8Array(m.buffer).fill(1); all.push(m); } return values.map((value: any) => factor * value);',
    ),
  },
  {
    threat: 'memory: shared',
    cell: scale(
      'const all: any[] = []; for (let i = 0; i < 40; i++) { const s = new SharedArrayBuffer(1e8); new Uint8Array(s).fill(1); all.push(s); } return values.map((value: any) => factor * value);',
    ),
  },
  {
    threat: 'memory: text',
    cell: scale(
      "let s = 'x'; const all: any[] = []; for (;;) { s = s.length < 1e8 ? s + s : s; all.push([...s.slice(0, 1e6)]); }",
    ),
  },
  { threat: 'an array of four thousand million', cell: scale('return new Array(4294967295);'), says: /two million/ },
  {
    threat: 'disk: many files',
    cell: wins(
      "const fs = need('fs'); let n = 0; try { for (; n < 100; n++) fs.writeFileSync('/tmp/f' + n, 'x'.repeat(1e6)); } catch { } return n > 0;",
    ),
  },
  {
    threat: 'disk: one large file',
    cell: wins(
      "const fs = need('fs'); const f = fs.openSync('/tmp/large', 'w'); fs.ftruncateSync(f, 1e12); return true;",
    ),
  },
  {
    threat: 'disk: many names',
    cell: wins(
      "const fs = need('fs'); let n = 0; try { for (; n < 100000; n++) fs.mkdirSync('/tmp/d' + n); } catch { } return n > 0;",
    ),
  },
  {
    threat: 'flood of output',
    cell: `${breakOut}\n${scale("const fs = need('fs'); for (;;) fs.writeSync(1, 'x'.repeat(65536));")}`,
  },
  {
    threat: 'flood of errors',
    cell: `${breakOut}\n${scale("const fs = need('fs'); for (;;) fs.writeSync(2, 'x'.repeat(65536));")}`,
  },
  {
    threat: 'flood of lines',
    cell: scale(
      "for (let i = 0; i < 1e5; i++) console.log('line', i); return values.map((value: any) => factor * value);",
    ),
    points: 4,
  },
];
