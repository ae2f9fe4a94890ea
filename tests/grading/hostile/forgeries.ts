import { breakOut, honestBody, scale, type Threat } from './threat';

/** Changes each line that the child writes into the channel; `line` is the reply, as an object or text. */
const rewriting = (change: string): string => `${breakOut}
const fs = need('fs');
const write = fs.writeSync;
const B = need('buffer').Buffer;
fs.writeSync = (to: any, bytes: any, ...rest: any[]): any => {
  if (to !== 4) return write(to, bytes, ...rest);
  const reply = JSON.parse(B.from(bytes).toString());
  ${change}
  return bytes.length;
};
${scale('return 1;')}`;

const sending = (reply: string): string => rewriting(`write(4, JSON.stringify(${reply}) + '\\n');`);

/** Submissions that talk to the grader themselves. */
export const forgeries: Threat[] = [
  {
    threat: 'prints results',
    cell: `${breakOut}\n${scale("need('fs').writeSync(1, JSON.stringify({ points: 4, of: 4, pass: true }) + '\\n'); return 1;")}`,
  },
  {
    threat: 'answers with a guessed number',
    cell: `${breakOut}\n${scale("need('fs').writeSync(4, JSON.stringify({ id: '1', status: 'returned', results: '[[1]]' }) + '\\n'); return 1;")}`,
    problem: /not asked|more into the channel/,
  },
  {
    threat: 'says again that it is ready',
    cell: `${breakOut}\n${scale("need('fs').writeSync(4, JSON.stringify({ id: 'ready', status: 'returned', results: '[]' }) + '\\n'); return 1;")}`,
    problem: /channel|not asked/,
  },
  {
    threat: 'writes while it is loaded',
    cell: `${breakOut}\nconst x = need('fs').writeSync(4, 'pass\\n');\n${scale('return 1;')}`,
    problem: /channel/,
  },
  {
    threat: 'answers twice',
    cell: rewriting('write(4, bytes, ...rest); write(4, bytes, ...rest);'),
    problem: /channel|not asked/,
  },
  {
    threat: 'answers without a number',
    cell: sending("{ status: 'returned', results: '[]' }"),
    problem: /number of the question/,
  },
  { threat: 'answers with another number', cell: sending("{ ...reply, id: 'f'.repeat(32) }"), problem: /not asked/ },
  { threat: 'answers with an unknown kind', cell: sending("{ ...reply, status: 'passed' }"), problem: /unknown kind/ },
  { threat: 'answers with a list', cell: sending('[reply]'), problem: /no answer/ },
  { threat: 'answers with no JSON', cell: rewriting("write(4, 'points: 4\\n');"), problem: /no answer/ },
  { threat: 'answers with bytes', cell: rewriting('write(4, B.from([0xff, 0xfe, 0, 1, 10]));'), problem: /no answer/ },
  { threat: 'results are missing', cell: sending('{ ...reply, results: undefined }'), problem: /without a result/ },
  {
    threat: 'results are no list',
    cell: sending(`{ ...reply, results: '{"$":"object","of":[]}' }`),
    problem: /cannot be read/,
  },
  {
    threat: 'results nest deeply',
    cell: sending("{ ...reply, results: '['.repeat(1e5) + ']'.repeat(1e5) }"),
    problem: /nested too deeply/,
  },
  {
    threat: 'the reply nests deeply',
    cell: rewriting("write(4, '['.repeat(1e5) + '\\n');"),
    problem: /nested too deeply|no answer/,
  },
  {
    threat: 'results pollute prototypes',
    cell: sending(
      `{ ...reply, results: '[{"$":"object","of":[["__proto__",{"$":"object","of":[["polluted",1]]}]]}]' }`,
    ),
  },
  {
    threat: 'marks are no marks',
    cell: sending(`{ ...reply, results: '[{"$":"object","of":7}]' }`),
    problem: /cannot be read/,
  },
  {
    threat: 'the reply pollutes prototypes',
    cell: rewriting(`write(4, '{"__proto__":{"polluted":1},' + JSON.stringify(reply).slice(1) + '\\n');`),
  },
  { threat: 'a reply without an end', cell: rewriting("for (;;) write(4, 'x'.repeat(65536));") },
  {
    threat: 'names and prints without measure',
    cell: sending("{ ...reply, names: Array(1e5).fill('n'), printed: 'x'.repeat(1e6) }"),
  },
  {
    threat: 'errors that are no errors',
    cell: sending("{ id: reply.id, status: 'threw', error: { name: {}, message: [], at: 7 } }"),
  },
  { threat: 'claims another time', cell: sending("{ id: reply.id, status: 'timeout', seconds: -1e9 }") },
  {
    threat: 'steals the questions',
    cell: `${breakOut}\n${scale("const b = new Uint8Array(9); need('fs').readSync(3, b, 0, 9, null); return 1;")}`,
    says: /was stopped/,
  },
  {
    threat: 'closes the channel',
    cell: `${breakOut}\n${scale("need('fs').closeSync(4); return 1;")}`,
    says: /was stopped/,
  },
  {
    threat: 'patches the globals of its context',
    cell: `const patched = Object.assign(Object, { is: () => true, keys: () => [] });\nconst more = Object.assign(Array.prototype, { map: () => [], every: () => true });\n${scale('return 42;')}`,
  },
  {
    threat: 'patches the globals of the child',
    cell: `${breakOut}\nconst real = (Float32Array as any).constructor('return globalThis')();\nconst p = Object.assign(real.JSON, { stringify: () => '{"points":4}' });\n${scale('return 42;')}`,
    problem: /number of the question/,
  },
  {
    threat: 'patches comparisons',
    cell: `${breakOut}\nconst p = Object.assign(need('util'), { isDeepStrictEqual: () => true });\nconst q = Object.assign(need('assert'), { equal() { }, deepEqual() { } });\nconst r = Object.assign(need('module')._cache, { x: 1 });\n${scale('return 42;')}`,
  },
  {
    threat: 'hands the child another answer',
    cell: `${breakOut}\nconst real = (Float32Array as any).constructor('return globalThis')();\nconst p = Object.assign(real, { library: () => ({}) });\n${scale('return 42;')}`,
  },
  { threat: 'remembers questions', cell: `const seen: any[] = [];\n${scale('seen.push(values); return seen[0];')}` },
  {
    threat: 'answers by the clock',
    cell: scale('return values.map((value: any) => value * Math.floor(performance.now() + 1e6));'),
  },
  { threat: 'knows the public cases', cell: scale('return factor === 3 ? [3, 6] : [0, -2];') },
  { threat: 'is constant', cell: scale('return [0, 0];') },
  {
    threat: 'changes its input',
    cell: scale('for (const i of values.keys()) values[i] *= factor; return values;'),
    says: /in place/,
  },
  { threat: 'imports without need', cell: `import { conv2d } from 'convolab';\n${honestBody}`, points: 4 },
];
