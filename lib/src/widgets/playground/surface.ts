import type { Matrix } from '../../maths';
import { type Raster, type RasterOptions, toRaster } from '../../visualizers/raster';
import { featuresOf } from './examples';
import { type LayerWeights, unitOutputs } from './network';
import { type FeatureName, features, type Settings } from './settings';
import type { PlaygroundState, UnitPlace } from './state';

/** The part of the plane that is drawn, along both axes. */
export const range = [-3, 3] as const;
const side = 50;

/** The middle of each pixel, row by row from the top. */
const places = Array.from({ length: side * side }, (_, i) => {
  const at = (share: number) => range[0] + share * (range[1] - range[0]);
  return [at(((i % side) + 0.5) / side), at(1 - (Math.floor(i / side) + 0.5) / side)];
});

let rows: { key: string; values: Matrix } | undefined;

function rowsOf(settings: Settings): Matrix {
  const key = settings.features.join();
  if (rows?.key !== key) rows = { key, values: places.map((place) => featuresOf(settings, place)) };
  return rows.values;
}

let last: { layers: LayerWeights[]; outputs: Matrix[] } | undefined;

/** The outputs of all units on the grid, `[side²][units]` a layer; those asked for last are kept, for all pictures of a frame. */
function outputsOnGrid({ settings, run: { layers } }: PlaygroundState): Matrix[] {
  if (last?.layers !== layers) last = { layers, outputs: unitOutputs(settings, layers, rowsOf(settings)) };
  return last.outputs;
}

/**
 * What a unit makes of the plane: grey at 0, or for the output of the network where it is undecided.
 * @param every only every so many pixels, for a small picture
 */
export function unitRaster(state: PlaygroundState, { layer, unit }: UnitPlace, every = 1): Raster {
  const outputs = outputsOnGrid(state)[layer];
  const last = layer === state.settings.hidden.length;
  return square(every, (i) => (last ? 2 * outputs[i][0] - 1 : outputs[i][unit]), last ? { min: -1, max: 1 } : {});
}

const featureRasters = new Map<FeatureName, Raster>();

export function featureRaster(name: FeatureName): Raster {
  const found = featureRasters.get(name) ?? square(2, (i) => features[name].of(places[i][0], places[i][1]), {});
  featureRasters.set(name, found);
  return found;
}

function square(every: number, value: (i: number) => number, limits: Pick<RasterOptions, 'min' | 'max'>): Raster {
  const count = side / every;
  const values = Array.from({ length: count }, (_, r) =>
    Array.from({ length: count }, (_, c) => value(every * (r * side + c))),
  );
  return toRaster(values, { scale: 'signed', ...limits });
}
