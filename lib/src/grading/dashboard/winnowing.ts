/**
 * How much two answers have in common, however their names, spaces and comments differ. Of all runs of `k` tokens a few are kept as
 * fingerprints: in each window of `w` runs in a row the one with the smallest hash. A passage of at least w + k − 1 tokens that
 * stands in both answers shares a fingerprint; one of fewer than k tokens never does.
 *
 * Source: Schleimer, Wilkerson, Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003
 */
import { scanTokens } from '../reading/resemblance';

/** Tokens in a run, and runs in a window. */
export const defaults = { k: 10, w: 6 };

/** An answer with fewer fingerprints is too short to be compared. */
export const fewestPrints = 25;

export interface Fingerprint {
  hash: number;
  /** lines of the answer that the run covers, from 0 */
  lines: [first: number, last: number];
}

/**
 * @param source TypeScript
 * @param given the stub that was handed out: runs that stand there are left out
 */
export function fingerprints(source: string, given = '', { k, w } = defaults): Fingerprint[] {
  const known = new Set(hashedRuns(given, k).map(({ hash }) => hash));
  const runs = hashedRuns(source, k);
  const chosen = new Set<number>();
  for (let start = 0; start + w <= runs.length; start++) {
    let least = start;
    // of equal ones the last, as in the paper: neighbours then often choose the same
    for (let i = start; i < start + w; i++) if (runs[i].hash <= runs[least].hash) least = i;
    chosen.add(least);
  }
  // fewer runs than a window has
  if (runs.length > 0 && runs.length < w) chosen.add(0);
  return [...chosen].map((i) => runs[i]).filter(({ hash }) => !known.has(hash));
}

function hashedRuns(source: string, k: number): Fingerprint[] {
  const tokens = scanTokens(source);
  const lines = lineCounter(source);
  const starts = tokens.map(({ at }) => lines(at));
  return Array.from({ length: Math.max(0, tokens.length - k + 1) }, (_, i) => ({
    hash: hashOf(tokens.slice(i, i + k).map(({ token }) => token)),
    lines: [starts[i], starts[i + k - 1]],
  }));
}

/** The number of line feeds before a position; positions come in order. */
function lineCounter(source: string): (position: number) => number {
  let [line, seen] = [0, 0];
  return (position) => {
    for (; seen < position; seen++) if (source.charCodeAt(seen) === 10) line++;
    return line;
  };
}

/** FNV-1a, 32 bits. */
function hashOf(tokens: string[]): number {
  let hash = 0x811c9dc5;
  for (const letter of tokens.join(' ')) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}

export interface ComparedAnswer {
  student: string;
  source: string;
}

export interface AnswerPair {
  first: ComparedAnswer;
  second: ComparedAnswer;
  /** of the fingerprints of the shorter answer that the other one has, too: 0 to 1 */
  share: number;
  /** lines that both have, from 0 */
  lines: [Set<number>, Set<number>];
}

/** All pairs of answers to one exercise, those with most in common first. Answers that are too short are left out. */
export function comparePairs(answers: ComparedAnswer[], given = ''): AnswerPair[] {
  const printed = answers
    .map((answer) => ({ answer, prints: fingerprints(answer.source, given) }))
    .map((one) => ({ ...one, hashes: new Set(one.prints.map(({ hash }) => hash)) }))
    .filter(({ hashes }) => hashes.size >= fewestPrints);
  const pairs = printed.flatMap((a, i) =>
    printed.slice(i + 1).map((b): AnswerPair => {
      const common = new Set([...a.hashes].filter((hash) => b.hashes.has(hash)));
      const share = common.size / Math.min(a.hashes.size, b.hashes.size);
      const lines: AnswerPair['lines'] = [linesOf(a.prints, common), linesOf(b.prints, common)];
      return { first: a.answer, second: b.answer, share: Math.round(1000 * share) / 1000, lines };
    }),
  );
  return pairs.sort((a, b) => b.share - a.share);
}

function linesOf(prints: Fingerprint[], common: Set<number>): Set<number> {
  const lines = new Set<number>();
  for (const { hash, lines: covered } of prints) {
    if (common.has(hash)) for (let line = covered[0]; line <= covered[1]; line++) lines.add(line);
  }
  return lines;
}
