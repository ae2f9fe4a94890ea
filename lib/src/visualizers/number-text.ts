/** Numbers as a figure writes them: few digits, a true minus sign, no trailing zeros. */

/** `short(-0.3333) = '−0.333'`, `short(2) = '2'`, `short(0.5) = '0.5'`; NaN and infinities by name. */
export function short(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  return String(rounded(value, digits)).replace('-', '−');
}

/** With just so many decimals, and without a sign where that rounds it to 0: `fixed(-0.301, 2) = '−0.30'`, `fixed(-0.001, 2) = '0.00'`. */
export function fixed(value: number, digits: number): string {
  return value
    .toFixed(digits)
    .replace(/^-(?=[0.]*$)/, '')
    .replace('-', '−');
}

/** The number that `short` writes. Frames hold rounded numbers: the file is a third as large and looks the same. */
export function rounded(value: number, digits = 3): number {
  if (!Number.isFinite(value)) return value;
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return value + 0;
  return Number(value.toPrecision(digits)) + 0;
}

/** As `short`, for a small cell: at most two decimals, and none that it has no room for. `inCell(-12.345) = '−12.3'` */
export function inCell(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return short(value);
  return String(Number(value.toFixed(size < 10 ? 2 : size < 100 ? 1 : 0)) + 0).replace('-', '−');
}

/** `3 − 2 + 0.5`: terms added up as one would write them by hand. */
export function addition(terms: number[]): string {
  return terms
    .map((term, index) => {
      const written = inCell(term);
      const [sign, size] = written.startsWith('−') ? ['−', written.slice(1)] : ['+', written];
      if (index === 0) return written;
      return `${sign} ${size}`;
    })
    .join(' ');
}

/** `=` where the text writes every number in full, `≈` where one is rounded. */
export function equals(terms: number[], result: number): '=' | '≈' {
  const same = (text: string, value: number) =>
    Math.abs(Number(text.replace('−', '-')) - value) <= 1e-9 * Math.max(1, Math.abs(value));
  return terms.every((term) => same(inCell(term), term)) && same(short(result), result) ? '=' : '≈';
}

/** The full text where it fits on a line of arithmetic, else the brief one. */
export function onOneLine(full: string, brief: string): string {
  return full.length <= mostCharacters ? full : brief;
}

/** What fits below the panels beside `output[10, 10] = … ≈ −0.123`. */
const mostCharacters = 68;
