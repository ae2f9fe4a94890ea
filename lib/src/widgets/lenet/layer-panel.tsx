import type { Image } from '../../maths';
import { colours } from '../../visualizers/colours';
import { toRaster } from '../../visualizers/raster';
import { arrows } from '../shell/arrows';
import type { Panel, Tile, Update } from '../shell/widget';
import { type Arrangement, arranged, cornerOf, type MapPlace, sizeOf, unitAt } from './arrangement';
import { mapOf } from './network';
import { shadesOf } from './shades';
import { type Drawn, explained, type LenetState, unitMoved } from './state';
import { layerKeys, layerLabel, layerTitle } from './texts';
import { windowOf } from './unit';

const pictures = new WeakMap<Image, Tile[]>();

/** A layer: its maps side by side, of which each unit can be chosen. */
export function layerPanel(layers: Drawn[], n: number, state: LenetState, update: Update<LenetState>): Panel {
  const layer = layers[n];
  const arrangement = arranged(layer.shape);
  return {
    id: `layer-${n}`,
    title: layerTitle(layers, n),
    label: layerLabel(layer),
    keys: layerKeys(),
    ...sizeOf(arrangement),
    tiles: tilesOf(layer.output, arrangement),
    marks: marks(layers, n, state, arrangement),
    onPress: (place) => {
      const unit = unitAt(arrangement, layer.shape, place);
      if (unit) update((now) => explained(now, { layer: n, ...unit }));
    },
    onKey: (key) => unitKey(key, layer, n, update),
  };
}

/** What a key does on a layer; false if it does nothing. */
export function unitKey(key: string, layer: Drawn, n: number, update: Update<LenetState>): boolean {
  const maps = layer.shape[0];
  const page = maps > 1 ? { PageDown: 1, PageUp: -1 }[key] : undefined;
  const by = arrows[key];
  if (by) update((now) => unitMoved(now, layer, n, { by }));
  else if (page) update((now) => unitMoved(now, layer, n, { map: page }));
  else if (key === 'Enter' || key === ' ')
    update((now) => (now.at.layer === n ? explained(now, now.at) : unitMoved(now, layer, n, { map: 0 })));
  else return false;
  return true;
}

function tilesOf(output: Image, arrangement: Arrangement): Tile[] {
  const known = pictures.get(output);
  if (known) return known;
  const shades = shadesOf(output);
  const tiles =
    arrangement.gap > 0 ? mapTiles(output, arrangement, shades) : rowTiles(output[0][0], arrangement, shades);
  pictures.set(output, tiles);
  return tiles;
}

type Shading = ReturnType<typeof shadesOf>;

const mapTiles = (output: Image, arrangement: Arrangement, shades: Shading): Tile[] =>
  output[0][0].map((_, channel) => ({
    ...cornerOf(arrangement, channel),
    width: arrangement.width,
    height: arrangement.height,
    raster: toRaster(mapOf(output, channel), shades),
  }));

/** Single numbers: a picture of the full rows, and one of the last row if it is shorter. */
function rowTiles(values: number[], { columns, width, height }: Arrangement, shades: Shading): Tile[] {
  const full = Math.floor(values.length / columns);
  const rows = Array.from({ length: full }, (_, r) => values.slice(r * columns, (r + 1) * columns));
  const rest = values.slice(full * columns);
  const tile = (matrix: number[][], y: number): Tile => ({
    x: 0,
    y,
    width: matrix[0].length * width,
    height: matrix.length * height,
    raster: toRaster(matrix, shades),
  });
  return [...(full > 0 ? [tile(rows, 0)] : []), ...(rest.length > 0 ? [tile([rest], full * height)] : [])];
}

/** Frames: the chosen unit, what it sees of the layer before it, and where the keys are. */
function marks(layers: Drawn[], n: number, { unit, at }: LenetState, arrangement: Arrangement) {
  const { shape } = layers[n];
  const next = layers[unit.layer];
  const sees = unit.layer === n + 1 && 'size' in next.stage ? windowOf(next.stage, next.seen, unit) : undefined;
  const seen = next.stage.kind === 'pool2d' ? [unit.channel] : layers[n].output[0][0].map((_, channel) => channel);
  const isReached =
    at.layer === n && (at.layer !== unit.layer || at.channel !== unit.channel || at.i !== unit.i || at.j !== unit.j);
  const square = (place: MapPlace, rows = 1, columns = 1) => box(arrangement, shape, place, rows, columns);
  return (
    <>
      {sees &&
        seen.map((channel) => (
          <rect key={channel} {...square({ channel, i: sees.top, j: sees.left }, sees.height, sees.width)} {...frame} />
        ))}
      {unit.layer === n && <rect {...square(unit)} {...frame} stroke-width={2.5} />}
      {isReached && <rect {...square(at)} fill="none" stroke={colours.sky} stroke-width={2} stroke-dasharray="2 2" />}
    </>
  );
}

const frame = { fill: 'none', stroke: colours.kernel, 'stroke-width': 1.5 };

/** A part of a map, at least so large that its frame can be seen. */
function box(
  arrangement: Arrangement,
  [rows, columns]: readonly number[],
  { channel, i, j }: MapPlace,
  high: number,
  wide: number,
) {
  const { x, y } = cornerOf(arrangement, channel);
  const [pixelHeight, pixelWidth] = [arrangement.height / rows, arrangement.width / columns];
  const [width, height] = [Math.max(6, wide * pixelWidth), Math.max(6, high * pixelHeight)];
  return {
    x: x + (j + wide / 2) * pixelWidth - width / 2,
    y: y + (i + high / 2) * pixelHeight - height / 2,
    width,
    height,
  };
}
