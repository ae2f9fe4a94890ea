import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadSuites } from '../../../lib/src/exercises/load';
import type { Release } from '../../../lib/src/grading/classroom/records';
import { casesAreOpen, lastChance } from '../../../lib/src/grading/feedback/secrets';
import { type StudentFeedback, studentPage } from '../../../lib/src/grading/feedback/student-page';
import { moment } from '../../../lib/src/grading/pages/moment';
import { highlighted, plain } from '../../../lib/src/grading/pages/submitted-text';
import type { GradedExercise } from '../../../lib/src/grading/score/result';
import { inLanguage } from '../../../lib/src/languages/say';
import { hostileTexts } from '../../grading/hostile/texts';
import { values } from '../../grading/hostile/values';
import { assertHarmless, poisoned } from './hostile-markup';

const map = (size: number, value: number): number[][] =>
  Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => x * y + value));

const failed: GradedExercise = {
  id: '2.1',
  title: 'Convolution',
  entry: 'conv2d',
  status: 'partial',
  points: 2.5,
  of: 8,
  sentence: '1 of 4 cases passed.',
  hint: 'Look at the `stride`.',
  cases: [
    { name: 'plain', status: 'passed', weight: 1 },
    {
      name: 'large map',
      status: 'failed',
      weight: 1,
      sentence: 'It differs.',
      hint: 'The kernel is flipped.',
      got: map(9, 1),
      expected: map(9, 0),
    },
    {
      name: 'small map',
      status: 'failed',
      weight: 1,
      sentence: 'It differs too.',
      got: map(3, 1),
      expected: map(3, 0),
    },
    {
      name: 'a secret list',
      status: 'failed',
      weight: 1,
      sentence: 'Secret 4711.',
      got: ['x'],
      expected: [4711, 4712],
    },
  ],
  printed: 'the arguments were 4711',
  cell: 4,
};

const page = (open: boolean): StudentFeedback => ({
  student: { id: 'ada', name: 'Ada Lovelace', email: 'ada@x' },
  className: '3a',
  chapters: [
    {
      anchor: '02-3a-1',
      heading: 'Chapter 2: Fundamentals',
      points: 4,
      of: 11,
      waiting: 1,
      facts: ['Handed in 2 days late: 20 % off, 1 point.'],
      problems: ['Cell 4 is taken by its name.'],
      exercises: [
        { result: failed, points: 2.5, waiting: false, source: 'const a = "<b>"; // x', open },
        {
          result: { ...failed, id: '2.T1', status: 'recorded', cases: [], of: 3, text: 'my words' },
          points: 2,
          waiting: false,
          open,
          rubric: [
            { points: 2, criterion: 'a reason' },
            { points: 1, criterion: 'an example' },
          ],
          manual: {
            release: 'r',
            student: 'ada',
            exercise: '2.T1',
            points: 2,
            rubric: [2, 0],
            remark: 'Well said.',
            given: '',
          },
        },
      ],
    },
    {
      anchor: '03-3a-1',
      heading: 'Chapter 3: Building CNNs',
      points: 0,
      of: 9,
      waiting: 0,
      facts: [],
      problems: [],
      exercises: [],
    },
  ],
});

describe('the page of a student', () => {
  it('tells points, cases, hints, pictures, remarks and the own answer', () => {
    const document = assertHarmless(studentPage(page(true)));
    const text = document.body.textContent;
    for (const part of [
      'Ada Lovelace',
      '4 of 20 points',
      '2 days late',
      '2.5 of 8 points',
      'The kernel is flipped.',
      'Secret 4711',
      '[4711, 4712]',
      'a reason',
      '2 of 2',
      '0 of 1',
      'Well said.',
      'my words',
      'const a = "<b>"; // x',
      'the arguments were 4711',
    ]) {
      assert.ok(text.includes(part), `"${part}" is missing`);
    }
    const pictures = [...document.querySelectorAll('img')].map((picture) => picture.getAttribute('alt'));
    assert.deepEqual(pictures, ['9×9 map', '9×9 map']);
    assert.ok(document.querySelectorAll('.hljs-keyword').length > 0);
  });

  it('keeps the graded cases secret as long as somebody can hand in', () => {
    const html = studentPage(page(false));
    const text = assertHarmless(html).body.textContent;
    assert.doesNotMatch(html, /4711|<img|It differs/);
    for (const part of [
      'a secret list failed',
      'The kernel is flipped.',
      'const a',
      'Well said.',
      'when nobody can hand in any more',
    ]) {
      assert.ok(text.includes(part), `"${part}" is missing`);
    }
  });

  // what would be markup, in every field that is no number; answers of hostile submissions as the source
  const sources = values.flatMap(({ cell }) => cell ?? []).join('\n');
  for (const [i, text] of [
    ...hostileTexts,
    hostileTexts.join(''),
    sources,
    '`'.repeat(99),
    '<'.repeat(30_000),
  ].entries()) {
    it(`takes no text for markup: ${i + 1}`, () => {
      const document = assertHarmless(studentPage(poisoned(page(true), text, ['status'])));
      // nothing but what is always there
      assert.equal(document.querySelectorAll('a').length, 2);
      assert.equal(document.querySelectorAll('section').length, 2);
      const answer = document.querySelector('pre code')?.textContent ?? '';
      assert.equal(answer.slice(0, 20), plainText(text).slice(0, 20));
    });
  }

  /** What is seen of a text. */
  const plainText = (text: string): string =>
    assertHarmless(studentPage({ ...page(true), student: { id: '', name: text, email: '' } })).querySelector('h1')
      ?.textContent ?? '';
});

describe('submitted text', () => {
  it('is coloured where it is a program, and never slow', () => {
    assert.equal(
      highlighted('let a = "<"'),
      '<span class="hljs-keyword">let</span> a = <span class="hljs-string">&quot;&lt;&quot;</span>',
    );
    // the highlighter needs seconds for a word of this length
    assert.equal(highlighted('a'.repeat(20_000)), 'a'.repeat(20_000));
  });

  it('shows what is hidden', () => {
    assert.equal(plain('a\u202Eb\u001b[31m\u0000<'), 'a\\u{202e}b\\u{1b}[31m\\u{0}&lt;');
  });
});

describe('the secret of the graded cases', () => {
  const release: Release = {
    id: 'r',
    chapter: 2,
    seed: 's',
    due: '2027-01-15T23:59:00+01:00',
    late: { percentPerDay: 10, days: 3 },
    made: '',
    sha256: '',
  };
  const extensions = [
    { release: 'r', student: 'a', due: '2027-01-20T12:00:00Z', reason: '' },
    { release: 'other', student: 'a', due: '2028-01-20T12:00:00Z', reason: '' },
  ];
  const [chapter2] = loadSuites().filter(({ chapter }) => chapter === 2);
  const exercise = (id: string) => chapter2.exercises.find((one) => one.id === id);

  it('ends with the last late day of the last extension', () => {
    assert.equal(lastChance(release, []).toISOString(), '2027-01-18T22:59:00.000Z');
    assert.equal(lastChance(release, extensions).toISOString(), '2027-01-23T12:00:00.000Z');
    assert.equal(lastChance({ ...release, late: undefined }, []).toISOString(), '2027-01-15T22:59:00.000Z');
    for (const [now, open] of [
      ['2027-01-23T12:00:00Z', false],
      ['2027-01-23T12:00:01Z', true],
    ] as const) {
      assert.equal(casesAreOpen(exercise('2.1'), { release, extensions, now: new Date(now) }), open);
    }
  });

  it('is none where the cases are the public ones, and is kept where the exercise is not known', () => {
    const now = new Date('2027-01-01T00:00:00Z');
    assert.equal(casesAreOpen(exercise('2.5'), { release, extensions, now }), true);
    assert.equal(casesAreOpen(undefined, { release, extensions, now }), false);
  });
});

describe('times on a page', () => {
  it('stand in the zone of the due date', () => {
    assert.equal(moment('2027-01-15T23:59:00+01:00'), 'Friday, 15 January 2027, 23:59 (UTC+1)');
    assert.equal(
      moment('2027-01-15T23:30:00Z', '2027-01-15T23:59:00+01:00'),
      'Saturday, 16 January 2027, 00:30 (UTC+1)',
    );
    assert.equal(
      moment('2027-03-01T01:00:00Z', '2027-03-01T01:00:00-05:00'),
      'Sunday, 28 February 2027, 20:00 (UTC−5)',
    );
    assert.equal(moment('2027-01-15T23:30:00.123Z'), 'Friday, 15 January 2027, 23:30 (UTC)');
  });
});

it('is in the language of the one who makes it, with the sentences that the grader stored in English', () => {
  const french = inLanguage('fr', () => studentPage(page(true))).replaceAll('\u00a0', ' ');
  assert.match(french, /^<!DOCTYPE html>\n<html lang="fr">/);
  assert.match(french, /<title>Ada Lovelace : commentaires<\/title>/);
  assert.match(french, /1 cas réussi sur 4\./);
  assert.match(french, /2,5 sur 8 points/);
  assert.match(french, /<b>Indice\.<\/b>/);
  assert.match(studentPage(page(true)), /^<!DOCTYPE html>\n<html lang="en">[\s\S]*1 of 4 cases passed\./);
});
