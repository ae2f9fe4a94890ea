/** The teacher's page of a class: figures, frequent mistakes, and pairs of similar answers side by side. */
import { toSvg } from '../../display/svg';
import { toSay } from '../../languages/english';
import { percents, say } from '../../languages/say';
import { sayFigure } from '../../languages/say-figure';
import { sayMade } from '../../languages/say-made';
import { answerSimilarity } from '../../visualizers/answer-similarity';
import { classProgress } from '../../visualizers/class-progress';
import { exerciseOutcomes } from '../../visualizers/exercise-outcomes';
import type { Figure } from '../../visualizers/figure';
import { frequentMistakes } from '../../visualizers/frequent-mistakes';
import { pointsDistribution } from '../../visualizers/points-distribution';
import { htmlDocument } from '../pages/document';
import { plain, sentence } from '../pages/submitted-text';
import { shown } from '../reading/shown';
import type { ClassOverview, MistakeOfMany } from './class-overview';
import { listedFrom, type StandingOut, standingOut } from './similar-answers';

/** @returns a whole HTML document; its figures are pictures inside of it */
export async function dashboardPage(overview: ClassOverview): Promise<string> {
  const { className, students, handIns, mistakes, similar, notices } = overview;
  const pairs = standingOut(similar);
  const figures = figuresOf(overview);
  const parts = [
    `<h1>${plain(say('Class {name}', { name: className }))}</h1>`,
    quiet(
      say(
        '{students} students, {handIns} with a graded hand-in. For teachers: it holds names, and answers of students.',
        { students, handIns },
      ),
    ),
    heading(say('Progress')),
    quiet(
      say(
        'Share of the points in percent, before lateness. Empty: nothing was handed in, or the answer waits for you.',
      ),
    ),
    await picture(figures.progress),
    heading(say('Exercises')),
    await picture(figures.outcomes),
    heading(say('Points')),
    await picture(figures.points),
    heading(say('Common wrong answers')),
    figures.mistakes ? await picture(figures.mistakes) : `<p>${say('No answer got a hint.')}</p>`,
    mistakes.length > 0 ? mistakeTable(mistakes) : '',
    heading(say('Similar answers')),
    `<p>${say(judgement)}</p>`,
    figures.similar
      ? await picture(figures.similar)
      : `<p>${say('There are no two answers that are long enough to be compared.')}</p>`,
    ...pairs.map(pairPart),
    notices.length > 0
      ? `${heading(say('To look at'))}${notices.map((one) => `<p>${sentence(one)}</p>`).join('')}`
      : '',
  ];
  return htmlDocument({
    title: say('Class {name}: dashboard', { name: className }),
    body: parts.filter(Boolean).join('\n'),
  });
}

const heading = (text: string): string => `<h2>${plain(text)}</h2>`;
const quiet = (text: string): string => `<p class="quiet">${plain(text)}</p>`;

const judgement =
  toSay(`What two answers have in common is counted without names of variables, spaces and comments, and without what was handed out.
It proves nothing: short and right answers are alike by nature, and friends may have had the same idea. Read the pairs that stand
out from the others of the same exercise, and ask. Lines that both have are marked.`);

/** The figures of a dashboard; the notebook shows the same. */
export function figuresOf(overview: ClassOverview) {
  const { progress, exercises, outcomes, points, mistakes, handIns, similar } = overview;
  const pairs = similar.map(({ name, pairs: some }) => ({
    name,
    pairs: some.map(({ first, second, share }) => ({ names: [first.student, second.student] as const, share })),
  }));
  return {
    progress: classProgress(progress, exercises),
    outcomes: exerciseOutcomes(outcomes),
    points: pointsDistribution(points),
    mistakes: mistakes.length > 0 ? frequentMistakes(mistakes, handIns) : undefined,
    similar: pairs.length > 0 ? answerSimilarity(pairs, { from: listedFrom }) : undefined,
  };
}

/** As a picture, an SVG can hold nothing that runs or loads. */
async function picture(made: Figure): Promise<string> {
  const figure = sayFigure(made);
  const data = Buffer.from(shown(await toSvg(figure), Number.POSITIVE_INFINITY)).toString('base64');
  const { width, height } = figure.layout;
  return `<div class="figure"><img src="data:image/svg+xml;base64,${data}" width="${width}" height="${height}" alt="${plain(figure.alt)}"></div>`;
}

function mistakeTable(mistakes: MistakeOfMany[]): string {
  const rows = mistakes.map(
    ({ exercise, hint, students, names }) =>
      `<tr><td>${plain(exercise)}</td><td class="number">${students}</td><td>${sentence(sayMade(hint))}<br><span class="quiet">${plain(names.join(', '))}</span></td></tr>`,
  );
  return `<table class="rows"><tr><th>${say('exercise')}</th><th class="number">${say('students')}</th><th>${say('hint')}</th></tr>${rows.join('')}</table>`;
}

function pairPart({ exercise, first, second, share, usual, lines }: StandingOut): string {
  const side = (student: string, source: string, both: Set<number>): string =>
    `<div><p class="label">${plain(student)}</p><pre><code>${numbered(source, both)}</code></pre></div>`;
  return [
    `<section class="exercise"><h3>${plain(say('{exercise}: {first} and {second}', { exercise, first: first.student, second: second.student }))}</h3>`,
    quiet(
      say('{share} of the shorter answer in common; half of all pairs have at most {usual}.', {
        share: percents(share, 0),
        usual: percents(usual, 0),
      }),
    ),
    `<div class="sides">${side(first.student, first.source, lines[0])}${side(second.student, second.source, lines[1])}</div></section>`,
  ].join('');
}

function numbered(source: string, both: Set<number>): string {
  return source
    .split('\n')
    .map((line, i) => (both.has(i) ? `<span class="both">${plain(line)}</span>` : plain(line)))
    .join('\n');
}
