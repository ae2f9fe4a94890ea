import { checkOptions, checkWhole } from '../maths/options';
import { colours } from './colours';
import type { Figure, Trace } from './figure';
import { balanced } from './grid';
import {
  defaults as blockDefaults,
  blocksOf,
  blockTraces,
  type Kind,
  kindColours,
  kindNames,
  kindOf,
  type Placed,
} from './layer-blocks';
import { type LayerSummary, layerSummaries, type ModelLike } from './layer-summary';
import { captionOf, grouped, inWords } from './layer-words';
import { canvas } from './pixel-canvas';

export const defaults = {
  /** most layers side by side */
  columns: 9,
  /** room for a layer, in pixels: a block, and its captions below */
  cellWidth: 88,
  captionLine: 14,
  captionSize: 10,
  gap: 18,
  legendHeight: 46,
};

export interface ArchitectureOptions {
  /** default: the model's name; the number of parameters is added */
  title?: string;
  columns?: number;
}

/**
 * A network as a row of blocks, one for the output of each layer, from the input to the end. Sides grow with the square root of height
 * and width, depth with the logarithm of the channels; a list of units is a bar, as high as the logarithm of their number. Below each
 * stand the shape of the output, the layer's name, what it does, and how many parameters it has.
 *
 * Layers are drawn in the order of the model; of a network with branches only the layers are shown, not the ways between them.
 *
 * @param model a TensorFlow.js model, or its layers as `layerRows(model)` gives them
 * @throws UserError for a model without layers, or a layer without shape
 * @example await show(architecture(lenet5()))
 */
export function architecture(model: ModelLike | readonly LayerSummary[], options: ArchitectureOptions = {}): Figure {
  checkOptions(options, ['title', 'columns'], 'architecture');
  const layers = layerSummaries(model);
  const columns = checkWhole(options.columns ?? balanced(layers.length, defaults.columns), 'columns', 1);
  const total = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const { slant } = blockDefaults;
  const counted = `${grouped(total)} parameters`;
  const name = options.title ?? (Array.isArray(model) ? 'Architecture' : (model as ModelLike).name);
  const blocks = blocksOf(layers);
  const captions = layers.map((layer) => captionOf(layer, defaults.cellWidth));
  const { cellWidth, captionLine, gap, legendHeight } = defaults;
  const ofRow = <T>(list: T[], row: number) => list.slice(row * columns, (row + 1) * columns);
  const rows = Math.ceil(layers.length / columns);
  const bottoms: number[] = [];
  let height = 0;
  for (let row = 0; row < rows; row++) {
    bottoms.push(height + Math.max(...ofRow(blocks, row).map(({ height: side, depth }) => side + depth * slant.up)));
    height = bottoms[row] + Math.max(...ofRow(captions, row).map(({ length }) => length)) * captionLine + gap;
  }
  height = Math.round(height + legendHeight);
  const width = Math.max(Math.min(columns, layers.length) * cellWidth, minimumWidth);
  const left = (width - Math.min(columns, layers.length) * cellWidth) / 2;
  const placed = blocks.map((block, index): Placed => {
    const x = left + ((index % columns) + 0.5) * cellWidth;
    return { ...block, kind: kindOf(layers[index]), x, bottom: Math.round(bottoms[Math.floor(index / columns)]) };
  });
  const kinds = (Object.keys(kindColours) as Kind[]).filter((kind) => placed.some((block) => block.kind === kind));
  return {
    data: [
      arrows(placed, columns),
      ...kinds.flatMap((kind) => blockTraces(placed, kind)),
      captionTrace(placed, captions),
      hoverTrace(placed, layers, total),
      ...legend(kinds, width, height),
    ],
    layout: canvas(`${name}: ${counted}`, width, height),
    alt: `${name}, ${layers.length} layers, ${counted}: ${layers.map(inWords).join('; ')}.`,
  };
}

/** So that the legend has its room below a small network. */
const minimumWidth = 5 * defaults.cellWidth;

function captionTrace(blocks: Placed[], captions: string[][]): Trace {
  return {
    type: 'scatter',
    mode: 'text',
    x: blocks.map(({ x }) => x),
    y: blocks.map(({ bottom }) => bottom + 2),
    text: captions.map((lines) => lines.join('<br>')),
    textposition: 'bottom center',
    textfont: { size: defaults.captionSize, color: colours.ink },
    hoverinfo: 'skip',
    showlegend: false,
    cliponaxis: false,
  };
}

/** Invisible squares over the blocks that say everything in words. */
function hoverTrace(blocks: Placed[], layers: LayerSummary[], total: number): Trace {
  return {
    type: 'scatter',
    mode: 'markers',
    x: blocks.map(({ x }) => x),
    y: blocks.map(({ bottom, height }) => bottom - height / 2),
    marker: { symbol: 'square', size: blocks.map(({ height }) => Math.max(20, height)), opacity: 0 },
    hovertext: layers.map((layer) => {
      const share = total && layer.parameters ? `<br>${((100 * layer.parameters) / total).toFixed(1)} % of all` : '';
      return `${inWords(layer).replace(/, /g, '<br>')}${share}`;
    }),
    hoverinfo: 'text',
    showlegend: false,
  };
}

/** Short lines from block to block, with a point where the next one begins. */
function arrows(blocks: Placed[], columns: number): Trace {
  const [x, y]: (number | null)[][] = [[], []];
  for (const [index, block] of blocks.entries()) {
    if (index === 0 || index % columns === 0) continue;
    const before = blocks[index - 1];
    const half = ({ width, depth }: Placed) => (width + depth * blockDefaults.slant.right) / 2;
    const level = block.bottom - 6;
    x.push(before.x + half(before) + 2, block.x - half(block) - 2, null);
    y.push(level, level, null);
  }
  const line = { color: colours.ink, width: 1.2 };
  const marker = {
    symbol: 'triangle-right',
    size: 6,
    color: colours.ink,
    opacity: x.map((_, i) => (i % 3 === 1 ? 1 : 0)),
  };
  return { type: 'scatter', mode: 'lines+markers', x, y, line, marker, hoverinfo: 'skip', showlegend: false };
}

/** What the colours mean and how the scale goes, in two lines at the bottom. */
function legend(kinds: Kind[], width: number, height: number): Trace[] {
  const widths = kinds.map((kind) => kindNames[kind].length * 6 + 32);
  const start = (width - widths.reduce((sum, one) => sum + one, 0)) / 2;
  const x = kinds.map((_, index) => widths.slice(0, index).reduce((sum, one) => sum + one, start + 8));
  const place = { y: kinds.map(() => height - 24), hoverinfo: 'skip', showlegend: false };
  const text = kinds.map((kind) => ` ${kindNames[kind]}`);
  const marker = { symbol: 'square', size: 10, color: kinds.map((kind) => kindColours[kind]) };
  const scale = 'sides: √ of height and width · depth: log of channels · bars: log of units';
  return [
    { type: 'scatter', mode: 'markers+text', x, ...place, text, textposition: 'middle right', marker, textfont: small },
    {
      type: 'scatter',
      mode: 'text',
      x: [width / 2],
      y: [height - 6],
      text: [scale],
      textfont: small,
      hoverinfo: 'skip',
      showlegend: false,
    },
  ];
}

const small = { size: 11, color: colours.ink };
