import { inBrief, inNumbers } from './describe';
import type { CaseResult, ExerciseResult } from './judge';
import type { Given } from './wire';

/** Marks that tell results apart without colour. */
export const marks: Record<CaseResult['status'], string> = { passed: '✓', failed: '✗', unwritten: '○', skipped: '–' };

/** Of what an answer printed, a terminal shows this many lines. */
const printedLines = 12;

/** '6 of 8 points', or what stands in its place */
export function pointsInWords(result: ExerciseResult): string {
  if (result.of === 0) return '';
  if (result.status === 'recorded') return `graded by your teacher, ${result.of} points`;
  return `${inNumbers(result.points)} of ${result.of} ${result.of === 1 ? 'point' : 'points'}`;
}

/** Hints are said once, at the first case that they explain. */
export function hintsOnce(cases: CaseResult[]): (string | undefined)[] {
  const said = new Set<string>();
  return cases.map(({ hint }) => {
    if (!hint || said.has(hint)) return undefined;
    said.add(hint);
    return hint;
  });
}

/** A result for terminals and for readers who cannot see the page. */
export function resultToText(result: ExerciseResult): string {
  const lines = [
    [`${result.id} ${result.title}`.trim(), pointsInWords(result)].filter(Boolean).join(' · '),
    result.sentence,
  ];
  if (result.hint) lines.push(`  Hint: ${result.hint}`);
  const hints = hintsOnce(result.cases);
  for (const [index, one] of casesToShow(result).entries()) {
    lines.push(`  ${marks[one.status]} ${one.name}`);
    if (one.sentence && !isRepeated(result, index)) lines.push(`      ${one.sentence}`);
    if (one.status === 'failed' && one.expected !== undefined && worthShowing(one) && !isSameMistake(result, index)) {
      lines.push(`      expected ${inBrief(one.expected as Given, 90)}`, `      got      ${inBrief(one.got, 90)}`);
    }
    if (hints[index]) lines.push(`      Hint: ${hints[index]}`);
  }
  if (result.printed) {
    const printed = result.printed.trimEnd().split('\n');
    lines.push('  Your code printed:', ...printed.slice(0, printedLines).map((line) => `    ${line}`));
    if (printed.length > printedLines) lines.push(`    … and ${printed.length - printedLines} lines more`);
  }
  return lines.map((line) => line.replaceAll('\u001b', '')).join('\n');
}

/** Of an answer that is not written yet the cases say nothing. */
export function casesToShow(result: ExerciseResult): CaseResult[] {
  return result.status === 'stub' ? [] : result.cases;
}

/** Values in full help only where the sentence does not hold them already. */
function worthShowing(one: CaseResult): boolean {
  return one.got !== undefined && one.expected !== null && typeof one.expected === 'object';
}

/** A mistake that an earlier case showed already: the numbers of one case are enough. */
export function isSameMistake(result: ExerciseResult, index: number): boolean {
  const { mistake } = result.cases[index];
  return mistake !== undefined && result.cases.findIndex((one) => one.mistake === mistake) < index;
}

/** The same sentence on every case is said once, at the first. */
export function isRepeated(result: ExerciseResult, index: number): boolean {
  return result.cases.findIndex((one) => one.sentence === result.cases[index].sentence) < index;
}
