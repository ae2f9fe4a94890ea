import { join } from 'node:path';
import { projectRoot } from '../../../lib/src/project';
import { breakOut, scale, type Threat, wins } from './threat';

const path = (...parts: string[]): string => JSON.stringify(join(projectRoot, ...parts));
const readable = (file: string): string => wins(`return need('fs').readFileSync(${file}).length > 0;`);
const listed = (folder: string): string => wins(`return need('fs').readdirSync(${folder}).length > 0;`);
const written = (file: string): string => wins(`need('fs').writeFileSync(${file}, 'x'); return true;`);

const home = process.env.HOME ?? '/root';
/** Where these lie differs from computer to computer, and is nothing for a table of results. */
const names: Record<string, string> = { [projectRoot]: 'the course', [home]: 'a home' };

/** The name that every attack writes, so that one look finds it. */
export const trace = 'convolab-was-here';

/** Where the attacks try to write. */
export const attackedPlaces = ['/', '/sandbox', '/dev', '/dev/shm', '/lib', '/var/tmp', projectRoot, home];

/** Submissions that want to see or change what is not theirs. */
export const breakIns: Threat[] = [
  { threat: 'reads a solution', cell: readable(path('solutions', '02-fundamentals.ipynb')) },
  { threat: 'reads a suite', cell: readable(path('tests', 'exercises', '02-fundamentals.ts')) },
  { threat: 'reads the library', cell: readable(path('lib', 'src', 'maths', 'conv2d.ts')) },
  { threat: 'reads the accounts', cell: readable("'/etc/passwd'") },
  { threat: 'reads the grader in /proc', cell: readable(`'/proc/${process.pid}/environ'`) },
  { threat: 'reads its own /proc', cell: readable("'/proc/self/environ'") },
  { threat: 'reads the kernel', cell: readable("'/sys/kernel/vmcoreinfo'") },
  { threat: 'lists a home', cell: listed(JSON.stringify(home)) },
  { threat: 'lists the users', cell: listed("'/home'") },
  { threat: 'lists the course', cell: listed(path()) },
  { threat: 'opens a device', cell: wins("return need('fs').openSync('/dev/mem', 'r') > 0;") },
  {
    threat: 'reads a secret of the environment',
    cell: wins('return Object.keys(host.env).some((name) => /SECRET|TOKEN|PATH/.test(name));'),
  },
  {
    threat: 'reads descriptors of the grader',
    cell: wins(
      "const fs = need('fs'); const b = new Uint8Array(9); for (let f = 5; f < 40; f++) { try { if (f !== 9 && fs.fstatSync(f).isFile()) return fs.readSync(f, b, 0, 9, 0) > 0; } catch { } } return false;",
    ),
  },
  {
    threat: 'finds expected values in its own program',
    cell: wins(
      "return /gradedCases|reference\\(|madeUpSuite|by the rubric/.test(need('fs').readFileSync('/sandbox/child.js', 'utf8'));",
    ),
  },
  { threat: 'requires the library', cell: wins("return typeof need('convolab').conv2d === 'function';") },
  {
    threat: 'takes an import that is not allowed',
    cell: `import { outputSize } from 'convolab';\n${scale('return outputSize(5, { kernel: 3 });')}`,
    says: /import/,
  },
  {
    threat: 'requires a module of Node',
    cell: `import * as fs from 'fs';\n${scale("return fs.readFileSync('/etc/passwd', 'utf8');")}`,
    says: /imports/,
  },
  {
    threat: 'lets the compiler read a suite',
    cell: `import suite from '../tests/exercises/02-fundamentals';\nconst leak: 0 = suite.exercises[7].answer;\n${scale('return 1;')}`,
    says: /^(?!.*'"a"').*(imports|compile)/,
  },
  {
    threat: 'lets the compiler read the accounts',
    cell: `/// <reference path="/etc/passwd" />\n${scale('return 1;')}`,
    says: /^(?!.*root:)/,
  },
  ...attackedPlaces.map((place) => ({
    threat: `writes into ${names[place] ?? place}`,
    cell: written(JSON.stringify(join(place, trace))),
  })),
  {
    threat: 'changes the program of the sandbox',
    cell: wins("need('fs').appendFileSync('/sandbox/child.js', ' '); return true;"),
  },
  { threat: 'changes Node', cell: wins("need('fs').chmodSync('/sandbox/node', 0o777); return true;") },
  { threat: 'becomes root', cell: wins('host.setuid(0); return host.getuid() === 0;') },
  { threat: 'is root', cell: wins('return host.getuid() === 0;') },
  {
    threat: 'brings machine code',
    cell: wins(
      "try { host.dlopen({ exports: {} }, '/sandbox/prlimit'); } catch (error) { return error.code !== 'ERR_DLOPEN_DISABLED'; } return true;",
    ),
  },
  {
    threat: 'opens a debugger',
    cell: wins("need('inspector').open(0, '127.0.0.1'); return need('inspector').url() !== undefined;"),
  },
  {
    threat: 'opens a socket',
    cell: `${breakOut}\n${scale(`const { createServer } = need('net'); return new Promise((resolve) => { const s = createServer(); s.on('error', () => resolve('held')); s.listen(0, () => resolve(values.map((value: any) => factor * value))); });`).replace('function', 'async function')}`,
  },
  {
    threat: 'reaches the network',
    cell: `${breakOut}\n${scale("const { connect } = need('net'); return new Promise((resolve) => { const s = connect(PORT, '127.0.0.1'); s.on('error', () => resolve('held')); s.on('connect', () => resolve(values.map((value: any) => factor * value))); });").replace('function', 'async function')}`,
  },
  {
    threat: 'fetches',
    cell: `${breakOut}\n${scale("return (Float32Array as any).constructor('return fetch')()('http://127.0.0.1:PORT/').then(() => values.map((value: any) => factor * value), () => 'held');")}`,
  },
  {
    threat: 'sends a datagram',
    cell: `${breakOut}\n${scale("need('dgram').createSocket('udp4').send('x', PORT, '127.0.0.1'); return 'x';")}`,
  },
];
