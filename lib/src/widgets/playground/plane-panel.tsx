import { say } from '../../languages/texts';
import { colours } from '../../visualizers/colours';
import { arrows } from '../shell/arrows';
import { Axes, across, down, type Plane, xAt, yAt } from '../shell/plot';
import type { Panel, Update } from '../shell/widget';
import { type Examples, examplesOf } from './examples';
import { measured, type PlaygroundState, probedAt } from './state';
import { range, unitRaster } from './surface';
import { words } from './words';

const plane: Plane = { x: range, y: range, width: 280, height: 280 };
const losses = { width: 440, height: 150 };

/** The output of the chosen unit over the plane, and the points. */
export function planePanel(state: PlaygroundState, update: Update<PlaygroundState>): Panel {
  const { training, test } = examplesOf(state.settings);
  const [x, y] = [across(plane, state.probe[0]), down(plane, state.probe[1])];
  return {
    id: 'plane',
    title: words.planePanel(state),
    width: plane.width,
    height: plane.height,
    raster: unitRaster(state, state.chosen),
    label: words.planeLabel(state),
    keys: say(words.planeKeys),
    grips: [{ x: x - 9, y: y - 9, width: 18, height: 18 }],
    marks: (
      <>
        {[0, 1].map((label) => (
          <g key={label}>
            {state.showTest && <Points of={test} label={label} fill="#FFFFFF" stroke={classColours[label]} />}
            <Points of={training} label={label} fill={classColours[label]} stroke="#FFFFFF" />
          </g>
        ))}
        <path d={`M${x - 9} ${y}H${x + 9}M${x} ${y - 9}V${y + 9}`} stroke="#FFFFFF" stroke-width="5" />
        <path d={`M${x - 8} ${y}H${x + 8}M${x} ${y - 8}V${y + 8}`} stroke="#222222" stroke-width="2" />
      </>
    ),
    onDrag: (place) => update((now) => probedAt(now, xAt(plane, place.x), yAt(plane, place.y))),
    onKey: (key) => {
      const move = arrows[key];
      if (move) update((now) => probedAt(now, now.probe[0] + 0.1 * move[1], now.probe[1] - 0.1 * move[0]));
      return move !== undefined;
    },
  };
}

const classColours = [colours.input, colours.output];

/** All points of a class as one path: circles of class 0, squares of class 1; small and hollow where they are held out. */
function Points(given: { of: Examples; label: number; fill: string; stroke: string }) {
  const { of, label, fill, stroke } = given;
  const path = pathOf(of, label, fill === '#FFFFFF' ? 2.4 : 3.4);
  return <path d={path} fill={fill} stroke={stroke} stroke-width="1.3" />;
}

const paths = new WeakMap<Examples, Record<number, string>>();

/** Kept while the points are the same: they do not move from frame to frame. */
function pathOf(of: Examples, label: number, r: number): string {
  const known = paths.get(of) ?? {};
  paths.set(of, known);
  const circle = `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
  const shape = label === 1 ? `m${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z` : circle;
  known[label] ??= of.points
    .filter((point, i) => of.labels[i] === label && point.every((value) => Math.abs(value) < range[1]))
    .map(([x, y]) => `M${across(plane, x).toFixed(1)} ${down(plane, y).toFixed(1)}${shape}`)
    .join('');
  return known[label];
}

/** Both losses over the epochs. */
export function lossPanel(state: PlaygroundState): Panel {
  const { every, training, test } = state.run.curve;
  const highest = Math.max(0.1, ...[...training, ...test].filter(Number.isFinite));
  const last = Math.max(every * (training.length - 1), 1);
  const axes: Plane = { x: [0, last], y: [0, Math.ceil(highest * 10) / 10], ...losses };
  const line = (values: number[]) =>
    values
      .flatMap((value, i) =>
        Number.isFinite(value) ? [`${across(axes, i * every).toFixed(1)},${down(axes, value).toFixed(1)}`] : [],
      )
      .join(' ');
  return {
    id: 'losses',
    title: words.lossPanel(state, measured(state)),
    ...losses,
    label: say(words.lossLabel),
    marks: (
      <>
        <Axes plane={axes} />
        <polyline points={line(test)} fill="none" stroke={colours.output} stroke-width="2" />
        <polyline points={line(training)} fill="none" stroke={colours.input} stroke-width="2" />
      </>
    ),
  };
}
