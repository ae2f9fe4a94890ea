import { colours } from './colours';
import type { Trace } from './figure';
import { asPercent, type SpreadFacts } from './seed-spread';
import { lineOf, symbols } from './series-look';

/** What one series measured, over several seeds, at several places. */
export interface MeasuredLine {
  name: string;
  /** of each measurement, growing */
  x: readonly number[];
  /** accuracies, shares of 1; one entry for each place */
  facts: readonly SpreadFacts[];
  /** what the mouse reads at each point, before the accuracy */
  hover: readonly string[];
}

/** A line through the means, and below it a band as wide as the spread where there are several seeds. */
export function spreadLines({ name, x, facts, hover }: MeasuredLine, index: number): Trace[] {
  const line = lineOf(index);
  const band = {
    type: 'scatter',
    mode: 'lines',
    x: [...x, ...[...x].reverse()],
    y: [...facts.map(({ high }) => high), ...facts.map(({ low }) => low).reverse()],
    fill: 'toself',
    fillcolor: line.color,
    opacity: 0.2,
    line: { width: 0 },
    hoverinfo: 'skip',
    showlegend: false,
    legendgroup: name,
  };
  const mean = {
    type: 'scatter',
    mode: 'lines+markers',
    name,
    legendgroup: name,
    x: [...x],
    y: facts.map((one) => one.mean),
    line,
    marker: { symbol: symbols[index % symbols.length], size: 8, color: line.color },
    text: [...hover],
    hovertemplate: `${name}<br>%{text}: %{y:.1%}<extra></extra>`,
  };
  return facts.some(({ values }) => values.length > 1) ? [band, mean] : [mean];
}

/** The accuracy of guessing, as a quiet line across the figure. */
export function guessingLine(chance: number): { shapes: object[]; annotations: object[] } {
  const line = { color: colours.ink, width: 1, dash: 'dot' };
  return {
    shapes: [{ type: 'line', xref: 'paper', x0: 0, x1: 1, yref: 'y', y0: chance, y1: chance, line }],
    annotations: [
      {
        xref: 'paper',
        x: 1,
        xanchor: 'right',
        yref: 'y',
        y: chance,
        yanchor: 'bottom',
        text: 'guessing',
        showarrow: false,
        font: { size: 11, color: colours.ink },
      },
    ],
  };
}

/** `CNN 88.3 % at 0, 84.1 % at 1`: the means of a series, in words. */
export function meansInWords({ name, facts }: MeasuredLine, places: readonly string[]): string {
  return `${name} ${facts.map(({ mean }, i) => `${asPercent(mean)} % at ${places[i]}`).join(', ')}`;
}
