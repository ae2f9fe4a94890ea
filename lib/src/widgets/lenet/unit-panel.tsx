import type { Image } from '../../maths';
import { colours } from '../../visualizers/colours';
import { short } from '../../visualizers/number-text';
import type { Panel, Update } from '../shell/widget';
import { arranged } from './arrangement';
import { CellsText, cellsTile, type NumberCells } from './number-cells';
import { seenShades, shadesFor } from './shades';
import type { Drawn, LenetState } from './state';
import { computation as texts } from './sum-words';
import { type Computation, type FromMap, strongest } from './unit';
import { UnitSteps } from './unit-steps';

const width = 396;
const side = 108;
const top = 18;
const apart = (width - 3 * side) / 2;
const perRow = 8;
const mostRows = 2;
const below = top + side + 24;
const stripRow = 46;
const lineHeight = 17;

/** How the chosen unit comes about: what it sees, times its weights, and what becomes of the sum. */
export function unitPanel(
  layers: Drawn[],
  state: LenetState,
  update: Update<LenetState>,
  { name, computation }: { name: string; computation: Computation },
): Panel {
  const layer = layers[state.unit.layer];
  const shown = sourceOf(computation, state);
  const cells = cellsOf(layer, state.unit.layer, computation, shown);
  const strip = computation.kind === 'conv2d' && computation.maps.length > 1 ? stripOf(computation.maps) : [];
  const choose = (source: number) => update((now) => ({ ...now, source }));
  const step = (by: number) => strip[strip.findIndex(({ channel }) => channel === shown) + by]?.channel ?? shown;
  const summary = summaryOf(layer, computation);
  const from = below + Math.ceil(strip.length / perRow) * stripRow + (strip.length > 0 ? 20 : 0);
  return {
    id: 'unit',
    title: texts.title(name),
    label: summary.join('; '),
    above: <UnitSteps layer={layer} update={update} />,
    width,
    leastWidth: width,
    height: below + stripRows(layers) * stripRow + 2 * lineHeight + 8,
    tiles: [...cells, ...strip.map(({ cells }) => cells)].map(cellsTile),
    marks: (
      <g fill={colours.ink} font-size="12">
        {cells.map((one) => (
          <CellsText key={one.x} cells={one} />
        ))}
        {cells.slice(1).map(({ x }, k) => (
          <text key={x} x={x - apart / 2} y={top + side / 2 + 5} text-anchor="middle" font-size="16">
            {k === 0 ? '×' : '='}
          </text>
        ))}
        {strip.length > 0 && (
          <text y={below} font-size="11">
            {texts.strip()}
          </text>
        )}
        {strip.map(({ channel, cells: { x, y, side }, sum }) => (
          <g key={channel} text-anchor="middle" font-size="10">
            <text x={x + side / 2} y={y + side + 11}>
              {short(sum, 2)}
            </text>
            {channel === shown && (
              <rect
                x={x - 2}
                y={y - 2}
                width={side + 4}
                height={side + 4}
                fill="none"
                stroke={colours.kernel}
                stroke-width="2"
              />
            )}
          </g>
        ))}
        {summary.map((line, k) => (
          <text key={line} x={0} y={from + k * lineHeight}>
            {line}
          </text>
        ))}
      </g>
    ),
    ...(strip.length > 0 && {
      keys: texts.choose(),
      onPress: ({ x, y }) => {
        const hit = strip.find(
          ({ cells: one }) => Math.abs(x - one.x - one.side / 2) < 24 && Math.abs(y - one.y - one.side / 2) < 22,
        );
        if (hit) choose(hit.channel);
      },
      onKey: (key) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
        if (by) choose(step(by));
        return by !== undefined;
      },
    }),
  };
}

/** The map that the keys have chosen, with the sum of its products; undefined while it is the one that counts most. */
export const chosenMap = (computation: Computation, { source }: LenetState): string | undefined =>
  computation.kind === 'conv2d' && source >= 0 && computation.maps[source]
    ? `${texts.map(source)}: Σ = ${short(computation.maps[source].sum)}`
    : undefined;

/** Which of the maps that a convolution sees is shown large. */
export function sourceOf(computation: Computation, { source }: LenetState): number {
  if (computation.kind !== 'conv2d') return 0;
  return computation.maps[source] ? source : strongest(computation.maps);
}

const place = (k: number) => ({ x: k * (side + apart), y: top, side });

/** The large squares: what is seen, its weights, and their products. */
function cellsOf(layer: Drawn, n: number, computation: Computation, shown: number): NumberCells[] {
  const seen = seenShades(layer, n);
  switch (computation.kind) {
    case 'conv2d': {
      const { window, kernel, products } = computation.maps[shown];
      const caption = n === 0 && computation.maps.length === 1 ? texts.image() : texts.map(shown);
      return [
        { ...place(0), values: window, shades: seen, caption },
        {
          ...place(1),
          values: kernel,
          shades: shadesFor([-1e-6, ...computation.maps.flatMap((map) => map.kernel.flat())]),
          caption: texts.kernel(),
        },
        { ...place(2), values: products, shades: shadesFor([-1e-6, ...products.flat()]), caption: texts.products() },
      ];
    }
    case 'pool2d':
      return [{ ...place(0), values: computation.window, shades: seen, caption: texts.window() }];
    case 'dense':
      return [
        { ...place(0), values: sideBySide(computation.inputs), shades: seen, caption: texts.inputs() },
        {
          ...place(1),
          values: sideBySide(computation.weights),
          shades: signed(computation.weights),
          caption: texts.weights(),
        },
        {
          ...place(2),
          values: sideBySide(computation.products),
          shades: signed(computation.products),
          caption: texts.products(),
        },
      ];
    case 'activation':
      return [{ ...place(0), values: [[computation.input]], shades: seen, caption: texts.inputs() }];
  }
}

const signed = (values: Image) => shadesFor([-1e-6, ...values.flat(2)]);

/** All maps as one matrix, in the order of the layer's own picture. */
function sideBySide(maps: Image): number[][] {
  const [rows, columns, count] = [maps.length, maps[0].length, maps[0][0].length];
  const { columns: across } = arranged([rows, columns, count]);
  const down = Math.ceil(count / across);
  return Array.from({ length: down * rows }, (_, y) =>
    Array.from({ length: Math.min(across, count) * columns }, (_, x) => {
      const channel = Math.floor(y / rows) * across + Math.floor(x / columns);
      return maps[y % rows][x % columns][channel] ?? 0;
    }),
  );
}

/** The most rows of small products that a unit of this network has: whichever is chosen, the panel stays as high as it is. */
function stripRows(layers: Drawn[]): number {
  const maps = layers.flatMap(({ stage, seen }) => {
    const channels = seen[0][0].length;
    return stage.kind === 'conv2d' && channels > 1 ? [channels] : [];
  });
  return Math.min(mostRows, Math.ceil(Math.max(0, ...maps) / perRow));
}

/** The products of each map in small, with their sum; of many maps, those that count most. */
function stripOf(maps: FromMap[]): { channel: number; sum: number; cells: NumberCells }[] {
  const most = [...maps].sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum)).slice(0, mostRows * perRow);
  const shades = shadesFor([-1e-6, ...maps.flatMap(({ products }) => products.flat())]);
  return most
    .sort((a, b) => a.channel - b.channel)
    .map(({ channel, products, sum }, k) => {
      const at = { x: (k % perRow) * (width / perRow) + 8, y: below + 8 + Math.floor(k / perRow) * stripRow, side: 30 };
      return { channel, sum, cells: { ...at, values: products, shades, caption: '' } };
    });
}

/** One or two lines: the sum, and what the activation makes of it. */
function summaryOf(layer: Drawn, computation: Computation): string[] {
  const { stage } = layer;
  if (computation.kind === 'pool2d') return [texts.pooled(computation.pooling, computation.output)];
  const activation = 'activation' in stage ? stage.activation : undefined;
  if (computation.kind === 'activation')
    return [texts.activated(activation, computation.input, computation.output, layer.shape[2])];
  const { bias, sum, output } = computation;
  const from = computation.kind === 'conv2d' ? computation.maps.length : 1;
  const after = texts.activated(activation, sum, output, layer.shape[2]);
  return [texts.sum(from, sum - bias, bias, sum), ...(after ? [after] : [])];
}
