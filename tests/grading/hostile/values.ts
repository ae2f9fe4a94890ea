import { scale, type Threat } from './threat';

const right = 'values.map((value: any) => factor * value)';

/** Submissions that return odd things. Right values in an odd coat are right. */
export const values: Threat[] = [
  {
    threat: 'a proxy that lies about its length',
    cell: scale('return new Proxy([], { get: (_t, key) => (key === "length" ? 1e9 : 0) });'),
    says: /two million/,
  },
  {
    threat: 'a proxy that throws',
    cell: scale('return new Proxy([], { get() { throw new Error("trap"); } });'),
    says: /trap/,
  },
  {
    threat: 'a getter that changes',
    cell: scale('let n = 0; return values.map(() => ({ get a() { return n++; } }));'),
  },
  { threat: 'toJSON', cell: scale(`return { toJSON: () => ${right} };`) },
  { threat: 'valueOf', cell: scale('return values.map((value: any) => ({ valueOf: () => factor * value }));') },
  { threat: 'NaN', cell: scale('return values.map(() => NaN);') },
  { threat: 'infinity', cell: scale('return values.map(() => Infinity);') },
  {
    threat: 'minus zero is zero',
    cell: scale(`return ${right}.map((value: any) => value === 0 ? -0 : value);`),
    points: 4,
  },
  { threat: 'BigInt', cell: scale('return values.map((value: any) => BigInt(factor * value));') },
  { threat: 'text for numbers', cell: scale(`return ${right}.map(String);`) },
  { threat: 'boxed numbers', cell: scale(`return ${right}.map((value: any) => new Number(value));`) },
  { threat: 'a sparse array', cell: scale('return new Array(values.length);') },
  {
    threat: 'something like an array',
    cell: scale('return { ...values.map((value: any) => factor * value), length: values.length };'),
  },
  {
    threat: 'a subclass of Array',
    cell: `class Mine extends Array { }\n${scale(`return Mine.from(${right});`)}`,
    points: 4,
  },
  { threat: 'a typed array', cell: scale(`return Float64Array.from(${right});`), points: 4 },
  { threat: 'itself', cell: scale('const all: any[] = []; all.push(all); return all;') },
  { threat: 'three million values', cell: scale('return Array(3e6).fill(1);'), says: /two million/ },
  { threat: 'a text of a hundred megabytes', cell: scale('return "x".repeat(1e8);'), says: /two million/ },
  { threat: 'a prototype', cell: scale(`return JSON.parse('{"__proto__":{"polluted":1}}');`) },
  {
    threat: 'an array with another prototype',
    cell: scale(`return Object.setPrototypeOf(${right}, { length: 9 });`),
    points: 4,
  },
  { threat: 'a function', cell: scale(`return () => ${right};`), says: /a function/ },
  { threat: 'a symbol', cell: scale('return Symbol.iterator;'), says: /a symbol/ },
  { threat: 'a promise of the right thing', cell: `async ${scale(`return ${right};`)}`, says: /Promise/ },
  {
    threat: 'an error that is a bomb',
    cell: scale('throw { get message() { throw 1; }, get stack() { for (;;) { } } };'),
  },
  {
    threat: 'an error with colours of the terminal',
    cell: scale('throw new Error("\\u001b[2J\\u001b[31mred");'),
    says: /\\u\{1b\}\[2J\\u\{1b\}\[31mred/,
  },
  { threat: 'an error with HTML', cell: scale('throw new Error("<script>alert(1)</script>");'), says: /<script>/ },
  {
    threat: 'an error that turns the line around',
    cell: scale('throw new Error("\\u202Egnp.exe");'),
    says: /\\u\{202e\}/,
  },
  { threat: 'an error as long as a book', cell: scale('throw new Error("x".repeat(1e7));'), says: /^.{0,2000}$/s },
];
