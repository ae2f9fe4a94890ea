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

export function resemblances(exercise: string, source: string, originals: Original[]): Resemblance[] {
  const relevant = originals.filter((one) => one.exercise === undefined || one.exercise === exercise);
  const whole = runsOf(source);
  return relevant.flatMap(({ name, text, given }) => {
    const known = given === undefined ? undefined : runsOf(given);
    const runs = [...whole].filter((run) => !known?.has(run));
    if (runs.length < fewestRuns) return [];
    const original = runsOf(text);
    const share = runs.filter((run) => original.has(run)).length / runs.length;
    return share >= reportedShare ? [{ exercise, original: name, share: Math.round(share * 100) / 100 }] : [];
  });
}

const remembered = new Map<string, Set<string>>();

/** All runs of tokens of a text. Of originals the same are asked for again and again. */
function runsOf(text: string): Set<string> {
  const before = remembered.get(text);
  if (before) return before;
  const tokens = tokensOf(text);
  const runs = new Set<string>();
  for (let i = 0; i + runLength <= tokens.length; i++) {
    const run = tokens.slice(i, i + runLength);
    if (run.filter(isWord).length >= fewestWords) runs.add(run.join(' '));
  }
  if (remembered.size > 200) remembered.clear();
  remembered.set(text, runs);
  return runs;
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
