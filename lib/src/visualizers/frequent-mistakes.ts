import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours } from './colours';
import type { Figure } from './figure';
import { plotlyText, wrapped } from './plotly-text';

export const defaults = {
  width: 790,
  /** share of the width that the hints stand in */
  text: 0.62,
  /** pixels of one line of a hint, and around it */
  lineHeight: 15,
  gap: 14,
  lines: 3,
  /** mistakes that are shown; the others are counted */
  most: 12,
};

/** One mistake that several students made. */
export interface FrequentMistake {
  exercise: string;
  /** what the hint says */
  hint: string;
  /** students who made it */
  students: number;
}

/**
 * What went wrong most often: the hints that answers were given, each with the number of students who got it, the most frequent first.
 *
 * @param mistakes one an exercise and hint
 * @param handIns number of students who handed in
 * @throws UserError without mistakes
 * @example await show(frequentMistakes([{ exercise: '2.1', hint: 'The bias is missing.', students: 7 }], 28))
 */
export function frequentMistakes(
  mistakes: readonly FrequentMistake[],
  handIns: number,
  options: { title?: string; most?: number } = {},
): Figure {
  checkOptions(options, ['title', 'most'], 'frequentMistakes');
  if (!mistakes?.length)
    throw new UserError('frequentMistakes needs at least one mistake: { exercise, hint, students }.');
  const { title = 'Common wrong answers, by hint', most = defaults.most } = options;
  const sorted = [...mistakes].sort((a, b) => b.students - a.students || order(a.exercise, b.exercise));
  const rows = sorted.slice(0, most);
  const left = Math.round(defaults.width * defaults.text);
  const texts = rows.map(({ exercise, hint }) =>
    wrapped(`${exercise}  ${hint.replaceAll('`', '')}`, 72, defaults.lines),
  );
  // heights differ, so the axis counts pixels
  const heights = texts.map((lines) => lines.length * defaults.lineHeight + defaults.gap);
  const tops = heights.map((_, i) => heights.slice(0, i).reduce((sum, height) => sum + height, 0));
  const whole = heights.reduce((sum, height) => sum + height, 0);
  const middles = rows.map((_, i) => tops[i] + heights[i] / 2);
  const longest = Math.max(...rows.map(({ students }) => students));
  const rest = sorted.length - rows.length;
  const margin = { l: left, r: 40, t: 50, b: 50 };
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        name: 'students',
        x: rows.map(({ students }) => students),
        y: middles,
        width: 14,
        marker: { color: colours.bad },
        text: rows.map(({ students }) => String(students)),
        textposition: 'outside',
        textfont: { color: colours.ink },
        cliponaxis: false,
        hovertext: rows.map(({ exercise, hint, students }) =>
          [`${exercise}: ${students} of ${handIns}`, ...wrapped(hint, 60, 8)].map(plotlyText).join('<br>'),
        ),
        hoverinfo: 'text',
      },
    ],
    layout: {
      ...baseLayout(title, defaults.width, whole + margin.t + margin.b),
      margin,
      dragmode: false,
      showlegend: false,
      xaxis: {
        ...baseAxis,
        range: [0, longest * 1.08],
        nticks: 5,
        tickformat: 'd',
        zeroline: true,
        title: { text: `students, of ${handIns}${rest > 0 ? `; ${rest} rarer hints are left out` : ''}`, standoff: 6 },
      },
      yaxis: { visible: false, fixedrange: true, range: [whole, 0] },
      annotations: texts.map((lines, i) => ({
        xref: 'paper',
        x: 0,
        xanchor: 'right',
        xshift: -8,
        y: middles[i],
        align: 'left',
        width: left - 24,
        text: lines.map((line, n) => (n === 0 ? leading(line, rows[i].exercise) : plotlyText(line))).join('<br>'),
        showarrow: false,
        font: { size: 11.5, color: colours.ink },
      })),
    },
    numbersAreNames: true,
    alt: `${title}. ${rows.map(({ exercise, hint, students }) => `${students} of ${handIns} in ${exercise}: ${hint}`).join(' ')}`.replace(
      /\.?$/,
      '.',
    ),
  };
}

/** The exercise in bold. */
function leading(line: string, exercise: string): string {
  return `<b>${plotlyText(exercise)}</b>${plotlyText(line.slice(exercise.length))}`;
}

/** 2.10 after 2.9 */
const order = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
