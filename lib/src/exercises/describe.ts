/** Values in words and numbers for sentences that students read. */
import { type Given, Odd } from './wire';

/** The sizes of nested arrays, or nothing if the value is no regular array of numbers. */
export function shapeOf(value: Given): number[] | undefined {
  if (!Array.isArray(value)) return typeof value === 'number' ? [] : undefined;
  if (value.length === 0) return [0];
  const first = shapeOf(value[0]);
  if (!first) return undefined;
  for (const entry of value) {
    const shape = shapeOf(entry);
    if (!shape || shape.length !== first.length || shape.some((size, axis) => size !== first[axis])) return undefined;
  }
  return [value.length, ...first];
}

/** 'a 26×26 map', 'an image of 26×26×3', 'a list of 4 numbers' */
export function shapeInWords(shape: number[]): string {
  if (shape.length === 0) return 'a number';
  if (shape.length === 1) return `a list of ${count(shape[0], 'number')}`;
  const sizes = shape.join('×');
  if (shape.length === 2) return `a ${sizes} matrix`;
  if (shape.length === 3) return `${sizes} (height×width×channels)`;
  return `${sizes} numbers`;
}

/** What kind of thing a value is, for 'returned …' and 'expected …'. */
export function kindInWords(value: Given): string {
  if (value === undefined) return 'nothing (undefined)';
  if (value === null) return 'null';
  if (value instanceof Odd) return value.what;
  if (typeof value === 'string') return `the text ${quote(value)}`;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? `the number ${inNumbers(value)}` : String(value);
  const shape = shapeOf(value);
  if (shape) return shapeInWords(shape);
  if (Array.isArray(value)) return `an array of ${count(value.length, 'entry', 'entries')}`;
  const keys = Object.keys(value);
  const named = keys.slice(0, 6).join(', ') + (keys.length > 6 ? ', …' : '');
  return keys.length === 0 ? 'an empty object' : `an object { ${named} }`;
}

/** A number as a person would write it: 0.25, 1.333, 2.5e-7. */
export function inNumbers(x: number): string {
  if (!Number.isFinite(x) || Number.isInteger(x)) return Object.is(x, -0) ? '0' : String(x);
  return String(Number(x.toPrecision(5)));
}

/** A value on one line, shortened: '[[1, 2], [3, 4]]'. */
export function inBrief(value: Given, room = 60): string {
  const text = write(value, 400);
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

function write(value: Given, room: number): string {
  if (typeof value === 'number') return inNumbers(value);
  if (typeof value === 'string') return quote(value);
  if (value instanceof Odd) return value.what;
  if (value === null || typeof value !== 'object') return String(value);
  const parts: string[] = [];
  let used = 0;
  for (const [key, entry] of Object.entries(value)) {
    if (used > room) break;
    const text = write(entry, room - used);
    parts.push(Array.isArray(value) ? text : `${key}: ${text}`);
    used += text.length;
  }
  return Array.isArray(value) ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
}

/** '[0][3][1]', or '.after' for a named part */
export function placeInWords(path: (string | number)[]): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
}

export function quote(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return JSON.stringify(short);
}

/** '1 number', '3 numbers' */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
