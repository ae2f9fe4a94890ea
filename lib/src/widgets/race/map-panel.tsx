import { say } from '../../languages/texts';
import { type SurfaceName, surfaces } from '../../maths';
import { colours } from '../../visualizers/colours';
import { type Raster, toRaster } from '../../visualizers/raster';
import { levelOf } from '../../visualizers/surface-contours';
import { arrows } from '../shell/arrows';
import { across, down, type Plane, xAt, yAt } from '../shell/plot';
import type { Panel, Update } from '../shell/widget';
import { bands } from './relief';
import { colourOf, mixed, type Run, wayUntil } from './runs';
import { type RaceState, startingAt } from './state';
import { map as texts } from './texts';

const width = 400;

/** The surface from above, with the ways of the rules. */
export function mapPanel(state: RaceState, update: Update<RaceState>, runs: Run[]): Panel {
  const { range, minimum, name } = surfaces[state.surface];
  const height = Math.round((width * (range.y[1] - range.y[0])) / (range.x[1] - range.x[0]));
  const plane: Plane = { x: range.x, y: range.y, width, height };
  const place = ([x, y]: [number, number]) => [near(across(plane, x)), near(down(plane, y))];
  const point = (at: [number, number]) => place(at).join(',');
  const start = { cx: across(plane, state.start[0]), cy: down(plane, state.start[1]) };
  return {
    id: 'surface',
    title: say(texts.title),
    width,
    height,
    raster: levels(state.surface),
    label: texts.label(name),
    keys: say(texts.keys),
    grips: [{ x: start.cx - 9, y: start.cy - 9, width: 18, height: 18 }],
    marks: (
      <svg width={width} height={height} overflow="hidden" aria-hidden="true">
        {minimum && (
          <text
            {...{ x: across(plane, minimum[0]), y: down(plane, minimum[1]) + 5 }}
            text-anchor="middle"
            fill="#FFFFFF"
          >
            ★
          </text>
        )}
        {runs.map(({ rule, run }) => {
          const way = wayUntil<[number, number]>(run.points, state.at, ([x, y], to, share) => [
            mixed(x, to[0], share),
            mixed(y, to[1], share),
          ]);
          const [cx, cy] = place(way[way.length - 1]);
          return (
            <g key={rule} stroke={colourOf(rule)} fill={colourOf(rule)}>
              <polyline points={way.map(point).join(' ')} fill="none" stroke="#FFFFFF" stroke-width="4" opacity="0.6" />
              <polyline points={way.map(point).join(' ')} fill="none" stroke-width="2.5" />
              <circle cx={cx} cy={cy} r="5" stroke="#FFFFFF" />
            </g>
          );
        })}
        <circle {...start} r="9" fill="none" stroke="#222222" stroke-width="6" />
        <circle {...start} r="9" fill="none" stroke={colours.yellow} stroke-width="3" />
      </svg>
    ),
    onDrag: (place) => update((now) => startingAt(now, xAt(plane, place.x), yAt(plane, place.y))),
    onKey: (key) => {
      const move = arrows[key];
      if (!move) return false;
      const [below, right] = move;
      const [dx, dy] = [(range.x[1] - range.x[0]) / 50, (range.y[1] - range.y[0]) / 50];
      update(({ start: [x, y], ...now }) =>
        startingAt({ ...now, start: [x, y] }, nextStop(x, right, dx), nextStop(y, -below, dy)),
      );
      return true;
    },
  };
}

/** The next multiple of a step, so that keys come to 0, wherever they set out. */
export function nextStop(from: number, direction: number, step: number): number {
  if (direction === 0) return from;
  const steps = Math.round((1e6 * from) / step) / 1e6; // −1.2 is 15 steps of 0.08, not almost 15
  return (direction > 0 ? Math.floor(steps) + 1 : Math.ceil(steps) - 1) * step;
}

/** A descent whose rate is too large leaves the picture for places that SVG has no numbers for. */
const near = (pixels: number): number => Math.round(10 * Math.min(1e5, Math.max(-1e5, pixels))) / 10;

const drawn = new Map<SurfaceName, Raster>();

/** The surface in bands of equal level, which show its slope as the lines of a map do. */
function levels(name: SurfaceName): Raster {
  const known = drawn.get(name);
  if (known) return known;
  const surface = surfaces[name];
  const { x, y } = surface.range;
  const [columns, rows] = [140, Math.round((140 * (y[1] - y[0])) / (x[1] - x[0]))];
  const level = levelOf(surface);
  const values = Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) =>
      level(
        surface.value(
          x[0] + ((c + 0.5) / columns) * (x[1] - x[0]),
          y[1] - ((r + 0.5) / rows) * (y[1] - y[0]), // rows go downwards
        ),
      ),
    ),
  );
  const [low, high] = [Math.min(...values.flat()), Math.max(...values.flat())];
  const band = (value: number) => Math.min(bands - 1, Math.floor(((value - low) / (high - low)) * bands));
  const raster = toRaster(
    values.map((row) => row.map(band)),
    { scale: 'value', min: 0, max: bands - 1 },
  );
  drawn.set(name, raster);
  return raster;
}
