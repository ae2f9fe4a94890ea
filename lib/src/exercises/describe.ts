/** Values in words and numbers for sentences that students read. */
import { say, sayCount } from '../languages/say';
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
  if (shape.length === 0) return say('a number');
  if (shape.length === 1) return sayCount(shape[0], 'a list of {n} number', 'a list of {n} numbers');
  const sizes = shape.join('×');
  if (shape.length === 2) return say('a {sizes} matrix', { sizes });
  if (shape.length === 3) return say('{sizes} (height×width×channels)', { sizes });
  return say('{sizes} numbers', { sizes });
}

/** What kind of thing a value is, for 'returned …' and 'expected …'. */
export function kindInWords(value: Given): string {
  if (value === undefined) return say('nothing (undefined)');
  if (value === null) return 'null';
  if (value instanceof Odd) return oddInWords(value);
  if (typeof value === 'string') return say('the text {text}', { text: quote(value) });
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? say('the number {number}', { number: inNumbers(value) }) : String(value);
  const shape = shapeOf(value);
  if (shape) return shapeInWords(shape);
  if (Array.isArray(value)) return sayCount(value.length, 'an array of {n} entry', 'an array of {n} entries');
  const keys = Object.keys(value);
  const named = keys.slice(0, 6).join(', ') + (keys.length > 6 ? ', …' : '');
  return keys.length === 0 ? say('an empty object') : say('an object {names}', { names: `{ ${named} }` });
}

/** The wire says in English what it could not carry. */
function oddInWords({ what }: Odd): string {
  const shape = /^a tensor of shape \[(.*)\]$/.exec(what)?.[1];
  if (shape !== undefined) return say('a tensor of shape [{shape}]', { shape });
  const [, an, name] = /^a(n?) ([A-Z]\w*)$/.exec(what) ?? [];
  if (name === undefined || name === 'Promise') return say(what);
  return an ? say('an {name}', { name }) : say('a {name}', { name });
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
