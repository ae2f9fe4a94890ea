import { baseAxis, colours, series } from './colours';
import type { Trace } from './figure';
import { shortened } from './grid';
import { rounded, short } from './number-text';
import type { Measured } from './signal-measures';

export const defaults = {
  bins: 31,
  /** layers drawn of a deeper network: evenly spaced, with the first and the last */
  columns: 6,
  /** histograms in all, for a picture below 300 KB */
  most: 24,
  /** a row of histograms with its captions, in pixels */
  rowHeight: 116,
  barsHeight: 50,
  /** values further out than this share of a layer's values do not widen the range */
  tail: 0.005,
};

/** One row: a network, with a histogram for each of some of its layers. */
export interface HistogramRow {
  name: string;
  cells: { layer: string; measured: Measured }[];
}

export interface HistogramGrid {
  data: Trace[];
  axes: Record<string, unknown>;
  annotations: Record<string, unknown>[];
}

/**
 * A row of histograms a network, all of one row on the same horizontal axis, so that values which shrink or grow from layer to layer are
 * seen to do so. Exact zeros are left out, since those of ReLU would dwarf all others; their share is written.
 *
 * @param place the plot area and the part of it for the histograms, in pixels from its top
 * @param firstAxis number of the first pair of axes that is free
 */
export function histogramGrid(
  rows: HistogramRow[],
  place: { width: number; height: number; top: number },
  firstAxis: number,
): HistogramGrid {
  const grid: HistogramGrid = { data: [], axes: {}, annotations: [] };
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  const gap = 14;
  const width = (place.width - gap * (columns - 1)) / columns;
  rows.forEach(({ name, cells }, row) => {
    const range = sharedRange(cells.map(({ measured }) => measured));
    const top = place.top + row * defaults.rowHeight;
    const y = (fromTop: number) => 1 - fromTop / place.height;
    const text = (words: string, x: number, fromTop: number, size: number, colour: string = colours.ink) =>
      grid.annotations.push({
        text: words,
        xref: 'paper',
        yref: 'paper',
        x: x / place.width,
        y: y(fromTop),
        xanchor: 'left',
        yanchor: 'top',
        align: 'left',
        showarrow: false,
        font: { size, color: colour },
      });
    text(`<b>${name}</b>`, 0, top, 12);
    cells.forEach(({ layer, measured }, column) => {
      const id = firstAxis + row * columns + column;
      const left = column * (width + gap);
      const zeros = measured.zeros ? `, ${short(100 * measured.zeros, 2)} % zero` : '';
      text(`${shortened(layer, width)}<br>σ ${short(measured.deviation, 2)}${zeros}`, left, top + 15, 10);
      const bars = { from: top + 46, to: top + 46 + defaults.barsHeight };
      const colour = series[row % series.length];
      grid.data.push({
        // One stepped outline: bars would each be a shape of its own, and make the picture ten times as large.
        type: 'scatter',
        mode: 'lines',
        ...histogram(measured.values, range),
        line: { shape: 'hvh', width: 1, color: colour },
        fill: 'tozeroy',
        fillcolor: colour,
        xaxis: `x${id}`,
        yaxis: `y${id}`,
        showlegend: false,
        hovertemplate: `${name}, ${layer}: %{y} % near %{x}<extra></extra>`,
      });
      grid.axes[`xaxis${id}`] = {
        ...baseAxis,
        range,
        domain: [left / place.width, (left + width) / place.width],
        anchor: `y${id}`,
        nticks: 3,
        showgrid: false,
        zeroline: true,
        tickfont: { size: 9 },
        exponentformat: 'power',
      };
      grid.axes[`yaxis${id}`] = {
        domain: [y(bars.to), y(bars.from)],
        anchor: `x${id}`,
        visible: false,
        fixedrange: true,
        rangemode: 'tozero',
      };
    });
  });
  return grid;
}

/** From the least to the largest value of any layer, without the last thousandths of its values. */
function sharedRange(all: Measured[]): [number, number] {
  let [low, high] = [0, 0];
  for (const { values } of all) {
    const sorted = Float64Array.from(values).sort();
    const cut = Math.floor(defaults.tail * sorted.length);
    low = Math.min(low, sorted[cut] ?? 0);
    high = Math.max(high, sorted[sorted.length - 1 - cut] ?? 0);
  }
  if (low === high) return [low - 1, high + 1];
  const room = 0.02 * (high - low);
  return [rounded(low - room), rounded(high + room)];
}

/** Centres of bins and their heights in percent of all values, zeros among them. */
function histogram(values: number[], [low, high]: [number, number]): { x: number[]; y: number[] } {
  const step = (high - low) / defaults.bins;
  const counts = new Array<number>(defaults.bins).fill(0);
  for (const value of values) {
    if (value !== 0 && value >= low && value <= high)
      counts[Math.min(defaults.bins - 1, Math.floor((value - low) / step))]++;
  }
  return {
    x: counts.map((_, i) => rounded(low + (i + 0.5) * step, 4)),
    y: counts.map((count) => rounded((100 * count) / values.length)),
  };
}
