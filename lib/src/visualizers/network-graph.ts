import { checkOptions, checkWhole } from '../maths/options';
import { checkMatrix, type Matrix } from '../maths/shapes';
import { UserError } from '../project';
import { colours } from './colours';
import type { Figure, Trace } from './figure';
import { short } from './number-text';
import { canvas } from './pixel-canvas';
import { scaleColour } from './raster';

export const defaults = {
  /** from layer to layer, and from unit to unit, in pixels */
  across: 150,
  down: 44,
  /** diameter of a unit */
  unit: 26,
  /** most units of a layer that are drawn; the others are dots */
  limit: 10,
  /** lines of the weakest and the strongest weight, in pixels */
  lines: [0.4, 4] as const,
};

/** Dense layers, one after the other. */
export interface GraphLayer {
  /** `[inputs, outputs]` */
  weights: Matrix;
  name?: string;
}

export interface NetworkGraphOptions {
  /** the output of every unit, the input first: written into the circles. `[inputs]`, then `[outputs]` of each layer */
  activations?: readonly (readonly number[])[];
  inputNames?: readonly string[];
  outputNames?: readonly string[];
  /** most units of a layer that are drawn */
  limit?: number;
  title?: string;
}

/**
 * A small network of dense layers: units as circles, weights as lines, wider where they are stronger; blue is negative, orange positive.
 *
 * @param layers `[inputs, outputs]` weights of each layer
 * @throws UserError for layers that do not fit each other
 * @example await show(networkGraph([{ weights: hidden }, { weights: output }], { inputNames: ['x₁', 'x₂'] }))
 */
export function networkGraph(layers: readonly GraphLayer[], options: NetworkGraphOptions = {}): Figure {
  checkOptions(options, ['activations', 'inputNames', 'outputNames', 'limit', 'title'], 'networkGraph');
  const limit = checkWhole(options.limit ?? defaults.limit, 'limit', 1);
  const sizes = sizesOf(layers);
  const { across, down, unit } = defaults;
  const drawn = sizes.map((size) => Math.min(size, limit));
  const height = (Math.max(...drawn) + 1) * down;
  const margin = 90;
  const width = (sizes.length - 1) * across + 2 * margin;
  const place = (layer: number, index: number) => ({
    x: margin + layer * across,
    y: height / 2 + (index - (drawn[layer] - 1) / 2) * down - 8,
  });
  const units = drawn.flatMap((count, layer) => Array.from({ length: count }, (_, index) => ({ layer, index })));
  const { activations } = options;
  const outputOf = ({ layer, index }: { layer: number; index: number }) => activations?.[layer]?.[index];
  const nameOf = (layer: number, index: number) => {
    if (layer === 0) return options.inputNames?.[index];
    return layer === sizes.length - 1 ? options.outputNames?.[index] : undefined;
  };
  const circles: Trace = {
    type: 'scatter',
    mode: 'markers+text',
    x: units.map(({ layer, index }) => place(layer, index).x),
    y: units.map(({ layer, index }) => place(layer, index).y),
    marker: {
      size: unit,
      color: units.map(({ layer }) => (layer === 0 ? colours.input : colours.kernel)),
      line: { color: colours.ink, width: 1 },
    },
    text: units.map((one) => {
      const value = outputOf(one);
      return value === undefined ? '' : short(value, 2);
    }),
    textfont: { size: 10, color: units.map(({ layer }) => (layer === 0 ? '#ffffff' : '#000000')) },
    hovertext: units.map((one) => {
      const value = outputOf(one);
      return `${layerName(layers, one.layer)}, unit ${one.index}${value === undefined ? '' : `<br>${short(value)}`}`;
    }),
    hoverinfo: 'text',
    cliponaxis: false,
  };
  const labels = units.flatMap(({ layer, index }) => {
    const text = nameOf(layer, index);
    const { x, y } = place(layer, index);
    return text === undefined ? [] : [{ text, x: x + (layer === 0 ? -1 : 1) * (unit / 2 + 6), y, left: layer === 0 }];
  });
  const words: Trace = {
    type: 'scatter',
    mode: 'text',
    x: [...labels.map(({ x }) => x), ...sizes.map((_, layer) => place(layer, 0).x)],
    y: [...labels.map(({ y }) => y), ...sizes.map(() => height - 6)],
    text: [
      ...labels.map(({ text }) => text),
      ...sizes.map((size, layer) => {
        const count = size > drawn[layer] ? `${drawn[layer]} of ${size}` : `${size}`;
        const unit = `${layer === 0 ? 'input' : 'unit'}${size === 1 ? '' : 's'}`;
        const { name } = layers[layer - 1] ?? {};
        return `${name === undefined ? '' : `${name}: `}${count} ${unit}`;
      }),
    ],
    textposition: [
      ...labels.map(({ left }) => (left ? 'middle left' : 'middle right')),
      ...sizes.map(() => 'middle center'),
    ],
    textfont: { size: 11, color: colours.ink },
    hoverinfo: 'skip',
    cliponaxis: false,
  };
  const title = options.title ?? 'A network';
  const count = layers.reduce((sum, { weights }) => sum + weights.length * weights[0].length, 0);
  const shape = sizes.join(' → ');
  return {
    data: [...edges(layers, drawn, place), circles, words],
    layout: canvas(title, width, height),
    alt: `${title}: units ${shape}, ${count} weights${range(layers)}.`,
  };
}

function sizesOf(layers: readonly GraphLayer[]): number[] {
  if (!layers?.length) throw new UserError('networkGraph needs at least one layer: [{ weights: [inputs][outputs] }].');
  const shapes = layers.map(({ weights }, index) =>
    checkMatrix(weights, `weights of layer ${index}`, ['inputs', 'outputs']),
  );
  shapes.slice(1).forEach(([inputs], index) => {
    if (inputs !== shapes[index][1]) {
      throw new UserError(
        `networkGraph: layer ${index + 1} takes ${inputs} inputs, the one before it gives ${shapes[index][1]}.`,
      );
    }
  });
  return [shapes[0][0], ...shapes.map(([, outputs]) => outputs)];
}

type Place = (layer: number, index: number) => { x: number; y: number };

/** Lines of one width and colour are one trace: nine of them are enough to see what is strong. */
function edges(layers: readonly GraphLayer[], drawn: number[], place: Place): Trace[] {
  const largest = Math.max(1e-12, ...layers.flatMap(({ weights }) => weights.flat().map(Math.abs)));
  const steps = 4;
  const groups = new Map<number, { x: (number | null)[]; y: (number | null)[] }>();
  layers.forEach(({ weights }, layer) => {
    weights.slice(0, drawn[layer]).forEach((row, from) => {
      row.slice(0, drawn[layer + 1]).forEach((weight, to) => {
        const level = Math.round((steps * weight) / largest);
        const group = groups.get(level) ?? { x: [], y: [] };
        groups.set(level, group);
        const [a, b] = [place(layer, from), place(layer + 1, to)];
        group.x.push(a.x, b.x, null);
        group.y.push(a.y, b.y, null);
      });
    });
  });
  const [thin, thick] = defaults.lines;
  return [...groups]
    .sort(([a], [b]) => Math.abs(a) - Math.abs(b))
    .map(([level, { x, y }]): Trace => {
      const share = Math.abs(level) / steps;
      const [red, green, blue] = level === 0 ? grey : scaleColour('signed', level > 0 ? 1 : 0);
      const line = { color: `rgb(${red},${green},${blue})`, width: thin + (thick - thin) * share };
      return { type: 'scatter', mode: 'lines', x, y, line, opacity: 0.35 + 0.65 * share, hoverinfo: 'skip' };
    });
}

const grey = [150, 150, 150];

function layerName(layers: readonly GraphLayer[], layer: number): string {
  return layer === 0 ? 'input' : (layers[layer - 1].name ?? `layer ${layer}`);
}

function range(layers: readonly GraphLayer[]): string {
  const all = layers.flatMap(({ weights }) => weights.flat());
  return ` from ${short(Math.min(...all))} to ${short(Math.max(...all))}`;
}
