/** Compares what an answer returned with what was expected: type first, then shape, then NaN, then values. */
import { count, inBrief, inNumbers, kindInWords, placeInWords, shapeInWords, shapeOf } from './describe';
import type { Tolerance } from './spec';
import { type Data, type Given, Odd } from './wire';

export interface Difference {
  kind: 'type' | 'shape' | 'nan' | 'value';
  /** one sentence, for the student */
  sentence: string;
}

/**
 * The first reason why `got` is not `expected`, or undefined if it is.
 * Numbers agree where |got − expected| ≤ absolute + relative · max|expected|.
 */
export function compare(got: Given, expected: Data, tolerance: Tolerance): Difference | undefined {
  return compareType(got, expected, []) ?? compareNumbers(got, expected, tolerance);
}

/** As `compare`, for a case with many calls: names the first call that went wrong. */
export function compareCalls(
  fn: string,
  calls: Data[][],
  got: Given[],
  expected: Data[],
  tolerance: Tolerance,
): Difference | undefined {
  const found = calls.map((_, i) => compare(got[i], expected[i], tolerance));
  const wrong = found.filter((difference) => difference !== undefined).length;
  const first = found.findIndex((difference) => difference !== undefined);
  const difference = found[first];
  if (!difference) return undefined;
  const call = `\`${fn}(${calls[first].map((argument) => inBrief(argument as Given)).join(', ')})\``;
  const many = wrong > 1 ? ` ${wrong} of ${calls.length} calls went wrong.` : '';
  return { kind: difference.kind, sentence: `${call}: ${difference.sentence}${many}` };
}

function compareType(got: Given, expected: Data, path: (string | number)[]): Difference | undefined {
  const where = path.length > 0 ? `${placeInWords(path)} is` : 'It returned';
  const wanted = `expected ${expectedInWords(expected)}`;
  if (got === undefined && expected !== undefined) {
    if (path.length > 0) return { kind: 'type', sentence: `${placeInWords(path)} is missing (undefined); ${wanted}.` };
    return { kind: 'type', sentence: `It returned nothing (undefined); ${wanted}. Is the \`return\` missing?` };
  }
  const wrongType = (more = ''): Difference => ({
    kind: 'type',
    sentence: `${where} ${kindInWords(got)}; ${wanted}.${more}`,
  });
  if (got instanceof Odd) return wrongType(adviceFor(got));
  if (typeof expected === 'number') {
    if (typeof got === 'number') return undefined;
    const numeric = typeof got === 'string' && got.trim() !== '' && Number.isFinite(Number(got));
    return wrongType(numeric ? ' Text is no number: leave out the quotes, or convert it with Number(…).' : '');
  }
  if (expected === null || typeof expected !== 'object') return got === expected ? undefined : wrongType();
  if (Array.isArray(expected)) {
    if (!Array.isArray(got)) return wrongType();
    return compareArrays(got, expected, path);
  }
  if (got === null || typeof got !== 'object' || Array.isArray(got)) return wrongType();
  for (const key of Object.keys(expected)) {
    const found = compareType(Object.hasOwn(got, key) ? got[key] : undefined, expected[key], [...path, key]);
    if (found) return found;
  }
  return undefined;
}

function compareArrays(got: Given[], expected: Data[], path: (string | number)[]): Difference | undefined {
  const wanted = shapeOf(expected as Given);
  const shape = shapeOf(got);
  const where = path.length > 0 ? `${placeInWords(path)}: ` : '';
  if (wanted && shape) {
    if (shape.length === wanted.length && shape.every((size, axis) => size === wanted[axis])) return undefined;
    const given = shape.length === 3 && wanted.length === 3 ? shape.join('×') : shapeInWords(shape);
    return { kind: 'shape', sentence: capital(`${where}expected ${shapeInWords(wanted)}, got ${given}.`) };
  }
  if (got.length !== expected.length) {
    const sentence = `${where}expected ${count(expected.length, 'entry', 'entries')}, got ${got.length}.`;
    return { kind: 'shape', sentence: capital(sentence) };
  }
  for (let i = 0; i < expected.length; i++) {
    const found = compareType(got[i], expected[i], [...path, i]);
    if (found) return found;
  }
  return undefined;
}

interface Spot {
  path: (string | number)[];
  got: number;
  expected: number;
  difference: number;
}

function compareNumbers(got: Given, expected: Data, tolerance: Tolerance): Difference | undefined {
  const spots: Spot[] = [];
  collect(got, expected, [], spots);
  let scale = 0;
  for (const spot of spots) if (Number.isFinite(spot.expected)) scale = Math.max(scale, Math.abs(spot.expected));
  const limit = tolerance.absolute + tolerance.relative * scale;

  const strange = spots.filter((spot) => !Number.isFinite(spot.got) && !Object.is(spot.got, spot.expected));
  if (strange.length > 0) {
    const first = strange[0];
    const place = spots.length === 1 ? 'The result' : `The value at ${placeInWords(first.path)}`;
    const many = strange.length > 1 ? ` ${strange.length} of ${spots.length} values are NaN or Infinity.` : '';
    return { kind: 'nan', sentence: `${place} is ${first.got}; expected ${inNumbers(first.expected)}.${many}` };
  }
  const wrong = spots.filter((spot) => !Object.is(spot.got, spot.expected) && !(spot.difference <= limit));
  if (wrong.length === 0) return undefined;
  const first = wrong[0];
  if (spots.length === 1) {
    return { kind: 'value', sentence: `Expected ${inNumbers(first.expected)}, got ${inNumbers(first.got)}.` };
  }
  const at = (spot: Spot): string =>
    `at ${placeInWords(spot.path)} (expected ${inNumbers(spot.expected)}, got ${inNumbers(spot.got)})`;
  const worst = wrong.reduce((worse, spot) => (spot.difference > worse.difference ? spot : worse));
  const share = `${wrong.length} of ${spots.length} values ${wrong.length === 1 ? 'differs' : 'differ'}`;
  const rest = worst === first ? '' : `, the worst ${at(worst)}`;
  return { kind: 'value', sentence: `${share}: the first ${at(first)}${rest}.` };
}

function collect(got: Given, expected: Data, path: (string | number)[], into: Spot[]): void {
  if (typeof expected === 'number') {
    const value = got as number;
    into.push({ path, got: value, expected, difference: Math.abs(value - expected) });
  } else if (expected !== null && typeof expected === 'object') {
    for (const [key, entry] of Object.entries(expected)) {
      const step = Array.isArray(expected) ? Number(key) : key;
      collect((got as { [key: string]: Given })[key], entry, [...path, step], into);
    }
  }
}

function expectedInWords(expected: Data): string {
  if (typeof expected === 'number') return 'a number';
  return kindInWords(expected as Given);
}

function adviceFor(odd: Odd): string {
  if (odd.what === 'a Promise') return ' Leave out `async`, or `await` it before you return.';
  if (odd.what.startsWith('a tensor')) return ' Turn it into nested arrays with `.arraySync()`.';
  if (odd.what === 'a function') return ' Call it, or return what it returns.';
  return '';
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
