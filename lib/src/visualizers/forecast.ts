import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours, legendBelow } from './colours';
import type { Figure, Trace } from './figure';
import { rounded } from './number-text';
import { lineOf, symbols } from './series-look';

export const defaults = { width: 820, height: 400, margin: { l: 60, r: 20, t: 50, b: 80 } };

/** What one forecaster said. */
export interface SaidForecast {
  /** such as `seasonal naive` */
  name: string;
  /** for the steps right after the history */
  values: readonly number[];
}

export interface ForecastOptions {
  title?: string;
  /** of the values */
  unit?: string;
  /** of every step, history first and then what came, such as `1964-05`; numbers of steps unless given */
  dates?: readonly string[];
}

/**
 * A series up to now, what came, and what forecasters had said.
 *
 * @param history the values that were known
 * @param truth the values that came
 * @param forecasts up to six, each at most as long as the truth
 * @throws UserError for empty lists, or lengths that do not fit
 * @example await show(forecast(values.slice(400, 500), values.slice(500, 524), [{ name: 'naive', values: naiveForecast(known, 24) }]));
 */
export function forecast(
  history: readonly number[],
  truth: readonly number[],
  forecasts: readonly SaidForecast[],
  options: ForecastOptions = {},
): Figure {
  checkOptions(options, ['title', 'unit', 'dates'], 'forecast');
  const { title = 'What was known, what came, and what was said', unit, dates } = options;
  check(history, truth, forecasts, dates);
  const { width, height, margin } = defaults;
  const places = dates ?? Array.from({ length: history.length + truth.length }, (_, i) => i - history.length + 1);
  const now = history.length - 1;
  const line = (name: string, from: number, values: readonly number[], look: Record<string, unknown>): Trace => ({
    type: 'scatter',
    mode: 'lines',
    name,
    x: places.slice(from, from + values.length),
    y: values.map((value) => rounded(value, 4)),
    hovertemplate: `${name}<br>%{x}: %{y}<extra></extra>`,
    ...look,
  });
  const ink = { color: colours.ink, width: 2 };
  const data = [
    line('known', 0, history, { line: ink }),
    // begins at the last known value, so that the lines meet
    line('what came', now, [history[now], ...truth], {
      mode: 'lines+markers',
      line: ink,
      marker: { size: 5, color: colours.ink },
    }),
    ...forecasts.map(({ name, values }, index) =>
      line(name, now + 1, values, {
        mode: values.length < 30 ? 'lines+markers' : 'lines',
        line: lineOf(index),
        marker: { size: 7, symbol: symbols[index % symbols.length], color: lineOf(index).color },
      }),
    ),
  ];
  const errors = forecasts.map(({ name, values }) => {
    const sum = values.reduce((total, value, i) => total + Math.abs(value - truth[i]), 0);
    return `${name} ${rounded(sum / values.length, 3)}`;
  });
  return {
    data,
    layout: {
      ...baseLayout(title, width, height),
      margin,
      showlegend: true,
      legend: legendBelow,
      // Plotly takes dates for dates by itself; years alone would become numbers.
      xaxis: { ...baseAxis, nticks: 10, ...(!dates && { title: { text: 'steps from now', standoff: 6 } }) },
      yaxis: { ...baseAxis, title: { text: unit ?? 'value' }, nticks: 7 },
      shapes: [
        {
          type: 'line',
          xref: 'x',
          yref: 'paper',
          x0: places[now],
          x1: places[now],
          y0: 0,
          y1: 1,
          line: { color: colours.ink, width: 1, dash: 'dot' },
        },
      ],
    },
    alt: `${title}: ${history.length} known values, then ${truth.length} that came. Mean absolute error of each forecast: ${errors.join(', ')}.`,
  };
}

function check(
  history: readonly number[],
  truth: readonly number[],
  forecasts: readonly SaidForecast[],
  dates?: readonly string[],
): void {
  if (!history?.length || !truth?.length)
    throw new UserError('forecast needs a history and what came after it: at least one number each.');
  if (!forecasts?.length || forecasts.length > 6)
    throw new UserError(`forecast draws one to six forecasts, got ${forecasts?.length ?? 0}.`);
  for (const { name, values } of forecasts) {
    if (!values?.length || values.length > truth.length)
      throw new UserError(`The forecast '${name}' has ${values?.length ?? 0} values, and ${truth.length} came.`);
  }
  const count = history.length + truth.length;
  if (dates && dates.length !== count)
    throw new UserError(`forecast got ${dates.length} dates for ${count} values: give one a value.`);
}
