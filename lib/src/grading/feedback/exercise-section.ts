/** One exercise on a student's page: points, cases, hints, the teacher's words, the student's own answer. */
import { inBrief } from '../../exercises/describe';
import { pictureRow } from '../../exercises/pictures';
import { sayPoints } from '../../exercises/points';
import { casesToShow, hintsOnce, isRepeated, isSameMistake, marks } from '../../exercises/report-text';
import type { CaseResult, ExerciseResult } from '../../exercises/result';
import type { Given } from '../../exercises/wire';
import { toSay } from '../../languages/english';
import { figures, say, sayCount } from '../../languages/say';
import { sayMade } from '../../languages/say-made';
import type { ManualPoints } from '../classroom/records';
import { highlighted, plain, sentence } from '../pages/submitted-text';
import type { GradedExercise } from '../score/result';

export interface ExerciseFeedback {
  result: GradedExercise;
  /** points that count: those of the teacher where they were given */
  points: number;
  /** a text or a model that no teacher has looked at yet */
  waiting: boolean;
  manual?: ManualPoints;
  /** what a teacher looks for in a text */
  rubric?: { points: number; criterion: string }[];
  /** the answer cell, as it was handed in */
  source?: string;
  /** why there is none */
  noSource?: string;
  /** whether the page may show what the cases asked for */
  open: boolean;
}

/** How a whole exercise went: a mark, a word and a colour. */
export const verdicts: Record<ExerciseResult['status'], { mark: string; word: string; colour: string }> = {
  right: { mark: '✓', word: toSay('right'), colour: 'good' },
  partial: { mark: '◐', word: toSay('right in part'), colour: 'part' },
  wrong: { mark: '✗', word: toSay('not right yet'), colour: 'bad' },
  broken: { mark: '✗', word: toSay('does not run'), colour: 'bad' },
  stub: { mark: '○', word: toSay('not written'), colour: 'none' },
  recorded: { mark: '•', word: toSay('read by your teacher'), colour: 'none' },
};

const caseColours: Record<CaseResult['status'], string> = {
  passed: 'good',
  failed: 'bad',
  unwritten: 'none',
  skipped: 'none',
};

export function exerciseSection(one: ExerciseFeedback): string {
  const { result, open, waiting } = one;
  const { mark, word, colour } = verdicts[result.status];
  const known = result.sentence.toLowerCase().startsWith(word);
  const shown = say(word);
  const said = known ? '' : `<span class="${colour}">${plain(`${shown[0].toUpperCase()}${shown.slice(1)}`)}.</span> `;
  const points = waiting
    ? say('up to {points}, not given yet', { points: sayPoints(result.of) })
    : pointsOf(one.points, result.of);
  const parts = [
    `<div class="head"><h3><span class="mark ${colour}" aria-hidden="true">${mark}</span>${plain(`${result.id} ${say(result.title)}`)}</h3>`,
    `<span class="points">${points}</span></div>`,
    `<p>${said}${sentence(sayMade(result.sentence))}</p>`,
    result.hint && !one.manual ? note(result.hint) : '',
    teacherPart(one),
    casesPart(result, open),
    open && result.printed
      ? `<p class="label">${say('What your code printed')}</p><pre>${plain(result.printed)}</pre>`
      : '',
    answerPart(one),
  ];
  return `<section class="exercise">${parts.join('')}</section>`;
}

/** '2.5 of 4 points' */
export function pointsOf(points: number, of: number): string {
  return sayCount(of, '{reached} of {n} point', '{reached} of {n} points', { reached: figures(points) });
}

const note = (hint: string): string => `<div class="note"><b>${say('Hint.')}</b> ${sentence(sayMade(hint))}</div>`;

function teacherPart({ manual, rubric, result }: ExerciseFeedback): string {
  if (!manual) return '';
  const given = manual.rubric ?? [];
  const rows = (rubric ?? []).flatMap(({ points, criterion }, i) =>
    given[i] === undefined
      ? []
      : [
          `<tr><td>${sentence(say(criterion))}</td><td class="number">${say('{some} of {all}', { some: figures(given[i]), all: figures(points) })}</td></tr>`,
        ],
  );
  const isInstead = manual.points !== undefined && result.status !== 'recorded' && manual.points !== result.points;
  return [
    rows.length > 0
      ? `<p class="label">${say('What your teacher looked for')}</p><table class="rows">${rows.join('')}</table>`
      : '',
    isInstead
      ? `<p>${say('Your teacher gave {points} in place of {graded}.', { points: figures(manual.points ?? 0), graded: pointsOf(result.points, result.of) })}</p>`
      : '',
    manual.remark.trim()
      ? `<p class="label">${say('Your teacher writes')}</p><div class="remark">${sentence(manual.remark.trim())}</div>`
      : '',
  ].join('');
}

/** Cases that failed one by one, those that passed in short. */
function casesPart(result: GradedExercise, open: boolean): string {
  const cases = casesToShow(result);
  if (cases.length === 0) return '';
  const hints = hintsOnce(cases);
  const failed = cases.flatMap((one, index) => {
    if (one.status === 'passed') return [];
    const inside = open ? explained(result, index) : '';
    return [caseLine(one, `${inside}${hints[index] ? note(hints[index]) : ''}`)];
  });
  const passed = cases.filter(({ status }) => status === 'passed').map((one) => caseLine(one));
  const closed =
    !open && failed.length > 0
      ? `<p class="quiet">${say('What the cases ask for is shown here when nobody can hand in any more.')}</p>`
      : '';
  return `${failed.join('')}${closed}${passed.length > 0 ? `<div class="passed">${passed.join('')}</div>` : ''}`;
}

const caseWords: Record<CaseResult['status'], string> = {
  passed: toSay('passed'),
  failed: toSay('failed'),
  unwritten: toSay('not written'),
  skipped: toSay('not tried'),
};

function caseLine(one: CaseResult, inside = ''): string {
  const title = `<span class="mark ${caseColours[one.status]}" aria-hidden="true">${marks[one.status]}</span>${sentence(say(one.name))} <span class="quiet">${say(caseWords[one.status])}</span>`;
  return `<div class="case">${title}${inside ? `<div class="inside">${inside}</div>` : ''}</div>`;
}

/** Why a case failed: the sentence, and expected against got as pictures or numbers. */
function explained(result: GradedExercise, index: number): string {
  const one = result.cases[index];
  const why = one.sentence && !isRepeated(result, index) ? `<div>${sentence(sayMade(one.sentence))}</div>` : '';
  return `${why}${one.status === 'failed' ? compared(one, isSameMistake(result, index)) : ''}`;
}

function compared({ expected, got }: CaseResult, same: boolean): string {
  if (got === undefined || expected === undefined || expected === null || typeof expected !== 'object') return '';
  const pictures = pictureRow(expected, got, same);
  if (pictures) return `<div class="pictures">${pictures}</div>`;
  if (same) return '';
  const row = (label: string, value: Given): string =>
    `<span class="quiet">${label}</span><code>${plain(inBrief(value, 160))}</code>`;
  return `<div class="values">${row(say('expected'), expected as Given)}${row(say('got'), got)}</div>`;
}

function answerPart({ result, source, noSource }: ExerciseFeedback): string {
  if (result.text !== undefined) {
    return `<p class="label">${say('Your text')}</p><pre class="text">${plain(result.text)}</pre>`;
  }
  if (source === undefined || source.trim() === '') return noSource ? `<p class="quiet">${sentence(noSource)}</p>` : '';
  const label =
    result.cell === undefined ? say('Your answer') : say('Your answer (cell {cell})', { cell: result.cell });
  return `<p class="label">${label}</p><pre><code>${highlighted(source)}</code></pre>`;
}
