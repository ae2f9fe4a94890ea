/** Compares what an answer returned with what was expected: type first, then shape, then NaN, then values. */
import { say, sayCount } from '../languages/say';
import { inBrief, inNumbers, kindInWords, placeInWords, shapeInWords, shapeOf } from './describe';
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
  const many = wrong > 1 ? ` ${say('{wrong} of {all} calls went wrong.', { wrong, all: calls.length })}` : '';
  return { kind: difference.kind, sentence: `${call}: ${difference.sentence}${many}` };
}

function compareType(got: Given, expected: Data, path: (string | number)[]): Difference | undefined {
  const place = placeInWords(path);
  const wanted = expectedInWords(expected);
  if (got === undefined && expected !== undefined) {
    const sentence = place
      ? say('{place} is missing (undefined); expected {wanted}.', { place, wanted })
      : say('It returned nothing (undefined); expected {wanted}. Is the `return` missing?', { wanted });
    return { kind: 'type', sentence };
  }
  const wrongType = (advice = ''): Difference => {
    const kind = kindInWords(got);
    const sentence = place
      ? say('{place} is {kind}; expected {wanted}.', { place, kind, wanted })
      : say('It returned {kind}; expected {wanted}.', { kind, wanted });
    return { kind: 'type', sentence: advice ? `${sentence} ${advice}` : sentence };
  };
  if (got instanceof Odd) return wrongType(adviceFor(got));
  if (typeof expected === 'number') {
    if (typeof got === 'number') return undefined;
    const numeric = typeof got === 'string' && got.trim() !== '' && Number.isFinite(Number(got));
    return wrongType(numeric ? say('Text is no number: leave out the quotes, or convert it with Number(…).') : '');
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
  const differing = (expectation: string, given: string | number): Difference => {
    const sentence = where
      ? say('expected {wanted}, got {given}.', { wanted: expectation, given })
      : say('Expected {wanted}, got {given}.', { wanted: expectation, given });
    return { kind: 'shape', sentence: `${where}${sentence}` };
  };
  if (wanted && shape) {
    if (shape.length === wanted.length && shape.every((size, axis) => size === wanted[axis])) return undefined;
    const given = shape.length === 3 && wanted.length === 3 ? shape.join('×') : shapeInWords(shape);
    return differing(shapeInWords(wanted), given);
  }
  if (got.length !== expected.length) {
    return differing(sayCount(expected.length, '{n} entry', '{n} entries'), got.length);
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
    const [number, wanted, place] = [first.got, inNumbers(first.expected), placeInWords(first.path)];
    const sentence =
      spots.length === 1
        ? say('The result is {number}; expected {wanted}.', { number, wanted })
        : say('The value at {place} is {number}; expected {wanted}.', { place, number, wanted });
    const counts = { some: strange.length, all: spots.length };
    const many = strange.length > 1 ? ` ${say('{some} of {all} values are NaN or Infinity.', counts)}` : '';
    return { kind: 'nan', sentence: `${sentence}${many}` };
  }
  const wrong = spots.filter((spot) => !Object.is(spot.got, spot.expected) && !(spot.difference <= limit));
  if (wrong.length === 0) return undefined;
  const first = wrong[0];
  if (spots.length === 1) {
    const [wanted, given] = [inNumbers(first.expected), inNumbers(first.got)];
    return { kind: 'value', sentence: say('Expected {wanted}, got {given}.', { wanted, given }) };
  }
  const at = ({ path, ...spot }: Spot): string =>
    say('at {place} (expected {wanted}, got {given})', {
      place: placeInWords(path),
      wanted: inNumbers(spot.expected),
      given: inNumbers(spot.got),
    });
  const worst = wrong.reduce((worse, spot) => (spot.difference > worse.difference ? spot : worse));
  const rest = worst === first ? '' : say(', the worst {at}', { at: at(worst) });
  const sentence = sayCount(
    wrong.length,
    '{n} of {all} values differs: the first {at}{rest}.',
    '{n} of {all} values differ: the first {at}{rest}.',
    { all: spots.length, at: at(first), rest },
  );
  return { kind: 'value', sentence };
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
  if (typeof expected === 'number') return say('a number');
  return kindInWords(expected as Given);
}

function adviceFor(odd: Odd): string {
  if (odd.what === 'a Promise') return say('Leave out `async`, or `await` it before you return.');
  if (odd.what.startsWith('a tensor')) return say('Turn it into nested arrays with `.arraySync()`.');
  if (odd.what === 'a function') return say('Call it, or return what it returns.');
  return '';
}
