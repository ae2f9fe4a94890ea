import { colours } from './colours';
import type { Trace } from './figure';
import type { LayerSummary } from './layer-summary';

export const defaults = {
  /** the largest side of a block and the largest depth, in pixels */
  side: 62,
  depth: 36,
  /** thickness of a bar of units */
  bar: 10,
  smallest: 4,
  /** how depth is drawn: so much to the right and up for each pixel */
  slant: { right: 0.62, up: 0.38 },
};

/** What a layer does, as far as it has a colour of its own. */
export type Kind = 'input' | 'weights' | 'pooling' | 'other';

export const kindColours: Record<Kind, string> = {
  input: colours.input,
  weights: colours.kernel,
  pooling: colours.sky,
  other: colours.ink,
};

export const kindNames: Record<Kind, string> = {
  input: 'input',
  weights: 'layer with weights',
  pooling: 'pooling',
  other: 'without weights',
};

/** A layer's output as a block: the front's width and height and the depth, in pixels. */
export interface Block {
  width: number;
  height: number;
  depth: number;
}

export function kindOf({ type, parameters }: LayerSummary): Kind {
  if (type === 'InputLayer') return 'input';
  if (parameters > 0) return 'weights';
  return /Pool/.test(type) ? 'pooling' : 'other';
}

/**
 * Sizes of all blocks on one scale: sides grow with the square root of height and width, depth with the logarithm of the channels. Units
 * without a place are a thin bar, as high as the logarithm of their number.
 */
export function blocksOf(layers: readonly LayerSummary[]): Block[] {
  const places = layers.flatMap(({ outputShape }) => outputShape.slice(0, -1));
  const largest = Math.sqrt(Math.max(1, ...places));
  const features = layers.map(({ outputShape }) => Math.log2(1 + outputShape[outputShape.length - 1]));
  const most = Math.max(...features);
  const { side, depth, bar, smallest } = defaults;
  const sized = (share: number, longest: number) => Math.max(smallest, Math.round(share * longest));
  return layers.map(({ outputShape }, index) => {
    const feature = features[index] / most;
    if (outputShape.length < 2) return { width: bar, height: sized(feature, side), depth: smallest };
    const [height, width] = outputShape.length > 2 ? outputShape.slice(-3, -1) : [outputShape[0], 1];
    return {
      width: sized(Math.sqrt(width) / largest, side),
      height: sized(Math.sqrt(height) / largest, side),
      depth: sized(feature, depth),
    };
  });
}

/** A block that stands with the middle of its drawing at `x`, on the line `bottom`, in pixels from the top left. */
export interface Placed extends Block {
  kind: Kind;
  x: number;
  bottom: number;
}

/** Front, top and side of all blocks of a kind, each face one trace with a shade of its own. */
export function blockTraces(blocks: Placed[], kind: Kind): Trace[] {
  const mine = blocks.filter((block) => block.kind === kind);
  if (!mine.length) return [];
  return (['side', 'top', 'front'] as const).map((face) => {
    const [x, y]: (number | null)[][] = [[], []];
    for (const block of mine) {
      for (const [px, py] of corners(block, face)) {
        x.push(px);
        y.push(py);
      }
      x.push(null);
      y.push(null);
    }
    return {
      type: 'scatter',
      mode: 'lines',
      name: kindNames[kind],
      x: x.slice(0, -1),
      y: y.slice(0, -1),
      fill: 'toself',
      fillcolor: `${kindColours[kind]}${shade[face]}`,
      line: { color: kindColours[kind], width: 1 },
      hoverinfo: 'skip',
      showlegend: false,
    };
  });
}

/** Opacities, as the last two digits of a colour: they tell the faces apart on light and on dark ground. */
const shade = { front: 'E6', top: '80', side: '4D' };

function corners({ x, bottom, width, height, depth }: Placed, face: 'front' | 'top' | 'side'): [number, number][] {
  const [right, up] = [depth * defaults.slant.right, depth * defaults.slant.up];
  const left = x - (width + right) / 2;
  const top = bottom - height;
  const path: Record<typeof face, [number, number][]> = {
    front: [
      [left, bottom],
      [left, top],
      [left + width, top],
      [left + width, bottom],
    ],
    top: [
      [left, top],
      [left + right, top - up],
      [left + width + right, top - up],
      [left + width, top],
    ],
    side: [
      [left + width, bottom],
      [left + width, top],
      [left + width + right, top - up],
      [left + width + right, bottom - up],
    ],
  };
  const rounded = path[face].map(([px, py]): [number, number] => [Number(px.toFixed(1)), Number(py.toFixed(1))]);
  return [...rounded, rounded[0]];
}
