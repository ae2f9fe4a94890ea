import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours } from './colours';
import type { Figure, Trace } from './figure';
import { shortened } from './grid';
import { short } from './number-text';
import { plotlyText } from './plotly-text';

export const defaults = {
  width: 790,
  /** room for an exercise, in pixels */
  rowHeight: 30,
  nameWidth: 230,
  /** narrower parts of a bar have no number, in pixels */
  written: 20,
};

/** How many students ended where, in the order in which the parts of a bar stand. */
export interface Outcomes {
  right: number;
  partial: number;
  wrong: number;
  /** handed in, but this answer is not written */
  unwritten: number;
  /** a text that a teacher has yet to read */
  waiting: number;
  /** nothing handed in */
  missing: number;
}

/** One exercise. */
export interface ExerciseOutcomes extends Outcomes {
  name: string;
  /** mean share of the points over the hand-ins that have points, 0…1; null where none has any */
  mean: number | null;
}

const parts: Record<keyof Outcomes, { word: string; colour: string }> = {
  right: { word: 'right', colour: colours.good },
  partial: { word: 'in part', colour: colours.sky },
  wrong: { word: 'wrong', colour: colours.bad },
  unwritten: { word: 'not written', colour: colours.yellow },
  waiting: { word: 'waits for you', colour: '#A6A6A6' },
  missing: { word: 'nothing handed in', colour: 'rgba(128,128,128,0.18)' },
};

/**
 * Which exercises are hard: a bar for each, from the one with the least points on (those without any points yet come last), that shows how many students got it right, in part,
 * wrong, left it out, or handed in nothing. The mean share of the points stands beside.
 *
 *     mean = Σ points / (number of hand-ins · points of the exercise)
 *
 * @param exercises counts of students, and means without unit
 * @throws UserError without exercises or without students
 * @example await show(exerciseOutcomes([{ name: '2.1 Convolution', right: 20, partial: 6, wrong: 2, unwritten: 1, waiting: 0, missing: 1, mean: 0.82 }]))
 */
export function exerciseOutcomes(exercises: readonly ExerciseOutcomes[], options: { title?: string } = {}): Figure {
  checkOptions(options, ['title'], 'exerciseOutcomes');
  if (!exercises?.length) throw new UserError('exerciseOutcomes needs at least one exercise: { name, right, … }.');
  const keys = Object.keys(parts) as (keyof Outcomes)[];
  const students = Math.max(...exercises.map((one) => keys.reduce((sum, key) => sum + one[key], 0)));
  if (!(students > 0)) throw new UserError('exerciseOutcomes: nobody is counted in any exercise.');
  const { title = 'Exercises, the hardest first' } = options;
  const sorted = [...exercises].sort((a, b) => (a.mean ?? 2) - (b.mean ?? 2));
  const names = sorted.map(({ name }) => shortened(name, defaults.nameWidth));
  const used = keys.filter((key) => sorted.some((one) => one[key] > 0));
  // the legend needs a second line for all parts
  const top = used.length > 5 ? 96 : 78;
  const margin = { l: Math.max(...names.map((name) => name.length)) * 6.6 + 16, r: 60, t: top, b: 48 };
  const plotWidth = defaults.width - margin.l - margin.r;
  const data = used.map((key) => bars(key, sorted, plotWidth / students));
  const height = sorted.length * defaults.rowHeight + margin.t + margin.b;
  const base = baseLayout(title, defaults.width, height);
  return {
    data,
    layout: {
      ...base,
      title: { ...(base.title as object), y: 1 - 18 / height, yanchor: 'middle' },
      margin,
      barmode: 'stack',
      bargap: 0.28,
      dragmode: false,
      showlegend: true,
      legend: { orientation: 'h', x: 0, xanchor: 'left', y: 1, yanchor: 'bottom', traceorder: 'normal' },
      xaxis: {
        ...baseAxis,
        range: [0, students],
        title: { text: 'students', standoff: 6 },
        ...(students < 8 ? { dtick: 1 } : { nticks: 8 }),
        zeroline: false,
      },
      yaxis: {
        ...baseAxis,
        tickvals: sorted.map((_, i) => i),
        ticktext: names.map(plotlyText),
        range: [sorted.length - 0.5, -0.5],
        showgrid: false,
        zeroline: false,
        ticks: '',
      },
      annotations: sorted.map(({ mean }, i) => ({
        xref: 'paper',
        x: 1,
        xanchor: 'left',
        xshift: 8,
        y: i,
        text: percent(mean),
        showarrow: false,
        font: { color: colours.ink },
      })),
    },
    numbersAreNames: true,
    alt: describe(title, sorted, used),
  };
}

function bars(key: keyof Outcomes, rows: ExerciseOutcomes[], pixels: number): Trace {
  const { word, colour } = parts[key];
  return {
    type: 'bar',
    orientation: 'h',
    name: word,
    x: rows.map((one) => one[key]),
    y: rows.map((_, i) => i),
    text: rows.map((one) => (one[key] * pixels >= defaults.written ? String(one[key]) : '')),
    textposition: 'inside',
    insidetextanchor: 'middle',
    textangle: 0,
    textfont: { color: key === 'missing' ? colours.ink : '#000000' },
    marker: { color: colour, line: { width: 0 } },
    hovertext: rows.map((one) => `${plotlyText(one.name)}<br>${one[key]} ${word}`),
    hoverinfo: 'text',
  };
}

const percent = (share: number | null): string => (share === null ? '–' : `${short(Math.round(100 * share))} %`);

function describe(title: string, rows: ExerciseOutcomes[], used: (keyof Outcomes)[]): string {
  const each = rows.slice(0, 30).map((one) => {
    const counts = used.filter((key) => one[key] > 0).map((key) => `${one[key]} ${parts[key].word}`);
    const mean = one.mean === null ? 'no points yet' : `${percent(one.mean)} of the points`;
    return `${one.name}: ${mean}, ${counts.join(', ')}`;
  });
  return `${title}. ${each.join('; ')}${rows.length > 30 ? '; …' : ''}.`;
}
