/** Nested arrays of any rank, value by value. Shapes are taken as equal: whoever calls has checked them. */

/** A number, a list of numbers, a list of lists … */
export type Nested = number | Nested[];

/** The values with `f` applied to each; shape as before. */
export function mapNested<T extends Nested>(values: T, f: (value: number) => number): T {
  if (typeof values === 'number') return f(values) as T;
  const mapped = new Array<Nested>(values.length);
  for (let index = 0; index < values.length; index++) mapped[index] = mapNested(values[index], f);
  return mapped as T;
}

/** `f` of each value of `a` and the value of `b` at the same place; shape as before. */
export function combineNested<T extends Nested>(a: T, b: T, f: (a: number, b: number) => number): T {
  if (typeof a === 'number') return f(a, b as number) as T;
  const combined = new Array<Nested>(a.length);
  for (let index = 0; index < a.length; index++) combined[index] = combineNested(a[index], (b as Nested[])[index], f);
  return combined as T;
}

/** All values in one list, the last index running fastest. */
export function flattenNested(values: Nested): number[] {
  const flat: number[] = [];
  const visit = (part: Nested): void => {
    if (typeof part === 'number') flat.push(part);
    else for (const entry of part) visit(entry);
  };
  visit(values);
  return flat;
}

/** Nested arrays of the given shape; `value` is asked for one number after the other, the last index running fastest. */
export function makeNested(shape: readonly number[], value: () => number): Nested {
  const fill = (axis: number): Nested => {
    if (axis === shape.length) return value();
    const entries = new Array<Nested>(shape[axis]);
    for (let index = 0; index < entries.length; index++) entries[index] = fill(axis + 1);
    return entries;
  };
  return fill(0);
}

/** How many numbers there are in an array of the given shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
