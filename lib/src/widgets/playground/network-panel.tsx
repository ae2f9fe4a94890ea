import { say } from '../../languages/texts';
import { colours } from '../../visualizers/colours';
import { arrows } from '../shell/arrows';
import type { Panel, Place, Tile, Update } from '../shell/widget';
import { features, most } from './settings';
import { chosenBeside, type PlaygroundState, type UnitPlace } from './state';
import { featureRaster, unitRaster } from './surface';
import { words } from './words';

const node = 30;
const gap = 38;
const left = 52;
const size = { width: 440, height: most.units * gap };

/** Features, hidden layers and output from left to right, each with its picture of the plane; weights are the lines between them. */
export function networkPanel(state: PlaygroundState, update: Update<PlaygroundState>): Panel {
  const { settings, chosen } = state;
  const columns = [settings.features.length, ...settings.hidden, 1];
  const xOf = (column: number) => left + ((size.width - left - node) * column) / (columns.length - 1);
  const yOf = (column: number, row: number) => size.height / 2 + (row - columns[column] / 2) * gap + (gap - node) / 2;
  const units = columns
    .slice(1)
    .flatMap((count, layer) => Array.from({ length: count }, (_, unit) => ({ layer, unit })));
  const frame = { x: xOf(chosen.layer + 1), y: yOf(chosen.layer + 1, chosen.unit), width: node, height: node };
  return {
    id: 'network',
    title: say(words.networkPanel),
    ...size,
    label: words.networkLabel(settings),
    keys: say(words.networkKeys),
    tiles: [
      ...settings.features.map((name, i) => inset(xOf(0), yOf(0, i), featureRaster(name))),
      ...units.map((place) =>
        inset(xOf(place.layer + 1), yOf(place.layer + 1, place.unit), unitRaster(state, place, 2)),
      ),
    ],
    marks: (
      <>
        {settings.features.map((name, i) => (
          <text key={name} x={left - 5} y={yOf(0, i) + node / 2 + 4} {...text}>
            {features[name].name}
          </text>
        ))}
        {state.run.layers.flatMap(({ weights }, layer) =>
          weights.flatMap((row, from) =>
            row.map((weight, to) => (
              <Weight
                key={`${layer} ${from} ${to}`}
                weight={weight}
                from={[xOf(layer) + node, yOf(layer, from) + node / 2]}
                to={[xOf(layer + 1), yOf(layer + 1, to) + node / 2]}
              />
            )),
          ),
        )}
        <rect {...frame} fill="none" stroke={colours.kernel} stroke-width="4" rx="2" />
      </>
    ),
    onPress: (place) => {
      const unit = units.find(({ layer, unit }) => near(place, xOf(layer + 1), yOf(layer + 1, unit)));
      if (unit) update((now) => ({ ...now, chosen: unit satisfies UnitPlace }));
    },
    onKey: (key) => {
      const move = arrows[key];
      if (move) update((now) => chosenBeside(now, ...move));
      return move !== undefined;
    },
  };
}

const text = { 'font-size': 12, fill: colours.ink, 'text-anchor': 'end' };

const inset = (x: number, y: number, raster: Tile['raster']): Tile => ({ x, y, width: node, height: node, raster });

/** A finger is wider than a unit. */
const near = ({ x, y }: Place, left: number, top: number): boolean => {
  const slack = (gap - node) / 2;
  return x > left - slack && x < left + node + slack && y > top - slack && y < top + node + slack;
};

function Weight({ weight, from, to }: { weight: number; from: [number, number]; to: [number, number] }) {
  const middle = (from[0] + to[0]) / 2;
  return (
    <path
      d={`M${from[0]} ${from[1]}C${middle} ${from[1]} ${middle} ${to[1]} ${to[0]} ${to[1]}`}
      fill="none"
      stroke={weight < 0 ? colours.input : colours.output}
      stroke-width={Math.min(9, 0.4 + 2 * Math.abs(weight)).toFixed(2)}
      stroke-opacity="0.8"
    />
  );
}
