import { type Given, type Matrix, Odd } from 'convolab';

/** All numbers in nested arrays. */
export function numbersIn(value: Given): number[] {
  if (typeof value === 'number') return [value];
  if (value === null || typeof value !== 'object' || value instanceof Odd) return [];
  return Object.values(value).flatMap((entry) => numbersIn(entry));
}

export function someNumber(value: Given, test: (x: number) => boolean): boolean {
  return numbersIn(value).some((x) => test(x));
}

/** More than one number, and all the same. */
export function isFlat(value: Given): boolean {
  const numbers = numbersIn(value);
  return numbers.length > 1 && numbers.every((x) => x === numbers[0]);
}

/** A matrix of finite numbers, `[height, width]`. */
export function isMatrix(value: Given, height: number, width: number): value is Matrix {
  return (
    Array.isArray(value) &&
    value.length === height &&
    value.every((row) => Array.isArray(row) && row.length === width && row.every((x) => Number.isFinite(x)))
  );
}
