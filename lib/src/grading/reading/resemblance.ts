/**
 * Finds answers that were copied from the library or from a solution, renamed or reformatted. It compares short runs of
 * tokens, in which every name is the same: a share for a teacher to judge, never a deduction.
 *
 * Source: Schleimer, Wilkerson, Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003
 */
import * as ts from 'typescript';

/** A text that answers should not be a copy of. */
export interface Original {
  /** what it is called in a report: 'lib/src/maths/conv2d.ts' */
  name: string;
  /** 'the library' may resemble any answer, a solution only the answer to its exercise */
  exercise?: string;
  text: string;
  /** text that students were given: what stands there too proves nothing */
  given?: string;
}

export interface Resemblance {
  exercise: string;
  original: string;
  /** share of the answer that stands in the original, too: 0 to 1 */
  share: number;
}

/** Tokens in one run. */
const runLength = 12;
/** Names and keywords in a run: tables of numbers are alike by nature, too. */
const fewestWords = 3;
/** Shorter answers are alike by nature. */
const fewestRuns = 60;
/** From this share on it is reported. */
export const reportedShare = 0.7;

/** An original with its runs of tokens, which are asked for again and again. */
export interface OriginalRuns {
  name: string;
  exercise?: string;
  runs: Set<number>;
  given: Set<number>;
}

export function originalRuns(originals: Original[]): OriginalRuns[] {
  return originals.map(({ name, exercise, text, given = '' }) => ({
    name,
    exercise,
    runs: runsOf(text),
    given: runsOf(given),
  }));
}

export function resemblances(exercise: string, source: string, originals: OriginalRuns[]): Resemblance[] {
  const relevant = originals.filter((one) => one.exercise === undefined || one.exercise === exercise);
  const whole = [...runsOf(source)];
  return relevant.flatMap(({ name, runs, given }) => {
    const own = whole.filter((run) => !given.has(run));
    if (own.length < fewestRuns) return [];
    const share = own.filter((run) => runs.has(run)).length / own.length;
    return share >= reportedShare ? [{ exercise, original: name, share: Math.round(share * 100) / 100 }] : [];
  });
}

/** All runs of tokens of a text, each as a number: two remainders of 26 bits, so that no two runs share one by chance. */
function runsOf(text: string): Set<number> {
  const tokens = tokensOf(text);
  const words = tokens.map((token) => (isWord(token) ? 1 : 0) as number);
  const numbers = tokens.map(numberOf);
  const runs = new Set<number>();
  for (let i = 0; i + runLength <= tokens.length; i++) {
    let count = 0;
    let [high, low] = [0, 0];
    for (let k = i; k < i + runLength; k++) {
      count += words[k];
      high = (high * 8_191 + numbers[k]) % 67_108_859;
      low = (low * 131_071 + numbers[k]) % 67_108_837;
    }
    if (count >= fewestWords) runs.add(high * 2 ** 26 + low);
  }
  return runs;
}

/** The number of a token: its kind, or a remainder of a number's digits that is above all kinds. */
function numberOf(token: string): number {
  if (!token.startsWith('#')) return Number(token);
  let sum = 0;
  for (let i = 1; i < token.length; i++) sum = (sum * 257 + token.charCodeAt(i)) % 1_000_003;
  return 1000 + sum;
}

/** The scanner numbers its kinds: names come first, keywords follow. */
const isWord = (token: string): boolean => Number(token) >= ts.SyntaxKind.Identifier;

/** The kinds of the tokens; numbers keep their value, comments and types of white space are gone. */
export function tokensOf(text: string): string[] {
  return scanTokens(text).map(({ token }) => token);
}

/** The same, each with its position in the text. */
export function scanTokens(text: string): { token: string; at: number }[] {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true, ts.LanguageVariant.Standard, text);
  const tokens: { token: string; at: number }[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const token = kind === ts.SyntaxKind.NumericLiteral ? `#${scanner.getTokenText()}` : String(kind);
    tokens.push({ token, at: scanner.getTokenStart() });
  }
  return tokens;
}
