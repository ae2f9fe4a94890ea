import { figures, say, sayCount } from '../languages/say';
import { inBrief } from './describe';
import type { CaseResult, ExerciseResult } from './result';
import type { Given } from './wire';

/** Marks that tell results apart without colour. */
export const marks: Record<CaseResult['status'], string> = { passed: '✓', failed: '✗', unwritten: '○', skipped: '–' };

/** Of what an answer printed, a terminal shows this many lines. */
const printedLines = 12;

/** '6 of 8 points', or what stands in its place */
export function pointsInWords(result: ExerciseResult): string {
  if (result.of === 0) return '';
  const { of } = result;
  if (result.status === 'recorded')
    return sayCount(of, 'graded by your teacher, {n} point', 'graded by your teacher, {n} points');
  return sayCount(of, '{reached} of {n} point', '{reached} of {n} points', { reached: figures(result.points) });
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
    [`${result.id} ${say(result.title)}`.trim(), pointsInWords(result)].filter(Boolean).join(' · '),
    say(result.sentence),
  ];
  if (result.hint) lines.push(`  ${say('Hint:')} ${say(result.hint)}`);
  const hints = hintsOnce(result.cases);
  for (const [index, one] of casesToShow(result).entries()) {
    lines.push(`  ${marks[one.status]} ${say(one.name)}`);
    if (one.sentence && !isRepeated(result, index)) lines.push(`      ${say(one.sentence)}`);
    if (one.status === 'failed' && one.expected !== undefined && worthShowing(one) && !isSameMistake(result, index)) {
      const labels = [say('expected'), say('got')];
      const width = Math.max(...labels.map(({ length }) => length));
      const values = [one.expected as Given, one.got];
      lines.push(...labels.map((label, i) => `      ${label.padEnd(width)} ${inBrief(values[i], 90)}`));
    }
    if (hints[index]) lines.push(`      ${say('Hint:')} ${say(hints[index])}`);
  }
  if (result.printed) {
    const printed = result.printed.trimEnd().split('\n');
    lines.push(`  ${say('Your code printed:')}`, ...printed.slice(0, printedLines).map((line) => `    ${line}`));
    if (printed.length > printedLines)
      lines.push(`    ${sayCount(printed.length - printedLines, '… and {n} line more', '… and {n} lines more')}`);
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
