/** Functions of one number as points of a line. */

/** `steps + 1` values from one end to the other; with an even number of steps the middle is one of them. */
export function evenSamples([from, to]: [number, number], steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, index) => Number((from + ((to - from) * index) / steps).toPrecision(6)));
}

/** The points of `f` at `xs`. At a jump the line is lifted (`null`): it must not pretend to pass through. */
export function sampled(f: (x: number) => number, xs: number[]): { x: number[]; y: (number | null)[] } {
  const x: number[] = [];
  const y: (number | null)[] = [];
  for (const [index, at] of xs.entries()) {
    if (index > 0 && hasJump(f, xs[index - 1], at)) {
      x.push(at);
      y.push(null);
    }
    const value = f(at);
    x.push(at);
    y.push(Number.isFinite(value) ? Number(value.toPrecision(4)) : null);
  }
  return { x, y };
}

/** Halves the interval towards the larger change: at a jump the change stays, on a slope it vanishes. */
function hasJump(f: (x: number) => number, from: number, to: number): boolean {
  const whole = Math.abs(f(to) - f(from));
  let [low, high] = [from, to];
  for (let halving = 0; halving < 20; halving++) {
    const middle = (low + high) / 2;
    if (Math.abs(f(middle) - f(low)) > Math.abs(f(high) - f(middle))) high = middle;
    else low = middle;
  }
  return Math.abs(f(high) - f(low)) > Math.max(0.5 * whole, 1e-3);
}
