import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';
import { type OptimizerName, optimizers, type SurfaceName, surfaces, type Trajectory } from '../../maths';
import { colours, series } from '../../visualizers/colours';
import { type Raster, toRaster } from '../../visualizers/raster';
import { levelOf } from '../../visualizers/surface-contours';
import { arrows } from '../shell/arrows';
import { Choice, PushButton, Slider } from '../shell/controls';
import { across, down, type Plane, xAt, yAt } from '../shell/plot';
import type { Panel, Update, View, Widget } from '../shell/widget';
import {
  advanced,
  descent,
  initialState,
  onSurface,
  played,
  type RaceGiven,
  type RaceState,
  rateOf,
  ruleNames,
  startingAt,
  stepped,
  stepsOf,
  withRule,
} from './state';

const width = 420;
const bands = 16;

/** Six rules descend on a surface from where the reader puts them. */
export const race: Widget<RaceGiven, RaceState> = {
  name: 'race',
  title: ({ title = toSay('A race of optimizers') }) => say(title),
  initial: initialState,
  view,
  advance: advanced,
};

function view(state: RaceState, update: Update<RaceState>): View {
  const runs = state.rules.map((rule) => ({ rule, run: descent(state, rule) }));
  const step = Math.floor(state.at);
  return {
    panels: [surfacePanel(state, update, runs)],
    controls: controls(state, update),
    details: (
      <div>
        {ruleNames.map((rule) => (
          <Runner
            key={rule}
            state={state}
            rule={rule}
            run={runs.find((one) => one.rule === rule)?.run}
            update={update}
          />
        ))}
      </div>
    ),
    // A screen reader would read out every frame of a race.
    status: state.playing
      ? say('{surface}: {count} rules descend.', {
          surface: say(surfaces[state.surface].name),
          count: state.rules.length,
        })
      : `${say('{surface} from ({x}, {y}), step {step} of {all}.', {
          surface: say(surfaces[state.surface].name),
          x: two(state.start[0]),
          y: two(state.start[1]),
          step,
          all: stepsOf(state),
        })} ${lowest(runs, step)}`,
  };
}

interface Run {
  rule: OptimizerName;
  run: Trajectory;
}

function lowest(runs: Run[], step: number): string {
  if (runs.length === 0) return say('No rule runs.');
  const values = runs.map(({ rule, run }) => ({ rule, value: valueAt(run, step) }));
  const best = values.reduce((one, other) => (other.value < one.value ? other : one));
  return say('Lowest: {rule} with {value}.', { rule: optimizers[best.rule].name, value: best.value.toPrecision(3) });
}

const valueAt = ({ values }: Trajectory, step: number): number => values[Math.min(step, values.length - 1)];

function surfacePanel(state: RaceState, update: Update<RaceState>, runs: Run[]): Panel {
  const { range, minimum, name } = surfaces[state.surface];
  const height = Math.round((width * (range.y[1] - range.y[0])) / (range.x[1] - range.x[0]));
  const plane: Plane = { x: range.x, y: range.y, width, height };
  const place = ([x, y]: [number, number]) => [near(across(plane, x)), near(down(plane, y))];
  const point = (at: [number, number]) => place(at).join(',');
  const start = { cx: across(plane, state.start[0]), cy: down(plane, state.start[1]) };
  return {
    id: 'surface',
    title: say('Drag the start: dark is low, bright is high'),
    width,
    height,
    raster: levels(state.surface),
    label: say('The surface {name} from above, with the ways of the rules. Arrow keys move the start.', {
      name: say(name),
    }),
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
          const way = run.points.slice(0, Math.floor(state.at) + 1);
          const [cx, cy] = place(way[way.length - 1]);
          return (
            <g key={rule} stroke={colourOf(rule)} fill={colourOf(rule)}>
              <polyline points={way.map(point).join(' ')} fill="none" stroke="#FFFFFF" stroke-width="4" opacity="0.6" />
              <polyline points={way.map(point).join(' ')} fill="none" stroke-width="2.5" />
              <circle cx={cx} cy={cy} r="5" stroke="#FFFFFF" />
            </g>
          );
        })}
        <circle {...start} r="8" fill="none" stroke={colours.yellow} stroke-width="3" />
      </svg>
    ),
    onDrag: (place) => update((now) => startingAt(now, xAt(plane, place.x), yAt(plane, place.y))),
    onKey: (key) => {
      const move = arrows[key];
      if (!move) return false;
      const [below, right] = move;
      const [dx, dy] = [(range.x[1] - range.x[0]) / 50, (range.y[1] - range.y[0]) / 50];
      update((now) => startingAt(now, now.start[0] + right * dx, now.start[1] - below * dy));
      return true;
    },
  };
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

function controls(state: RaceState, update: Update<RaceState>) {
  const names = Object.entries(surfaces) as [SurfaceName, { name: string }][];
  return (
    <>
      <Choice
        label={say('Surface')}
        value={state.surface}
        options={names.map(([key, { name }]) => [key, say(name)] as const)}
        onChange={(surface) => update((now) => onSurface(now, surface))}
      />
      <PushButton onPress={() => update(played)}>{state.playing ? say('Pause') : say('Play')}</PushButton>
      <PushButton onPress={() => update((now) => stepped(now, -1))}>{say('Back')}</PushButton>
      <PushButton onPress={() => update((now) => stepped(now, 1))}>{say('Step')}</PushButton>
      <Slider
        label={say('Step')}
        min={0}
        max={stepsOf(state)}
        value={Math.floor(state.at)}
        onChange={(at) => update((now) => ({ ...now, at, playing: false }))}
      />
    </>
  );
}

/** A rule: whether it runs, its rate, and how low it is. */
function Runner(given: { state: RaceState; rule: OptimizerName; run?: Trajectory; update: Update<RaceState> }) {
  const { state, rule, run, update } = given;
  const { name } = optimizers[rule];
  return (
    <div class="controls" style={{ margin: 0 }}>
      <label class="control" style={{ minWidth: '9em' }}>
        <input
          type="checkbox"
          checked={run !== undefined}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            update((now) => withRule(now, rule, on));
          }}
        />
        <svg width="14" height="14" aria-hidden="true">
          <circle cx="7" cy="7" r="6" fill={colourOf(rule)} />
        </svg>
        <span>{name}</span>
      </label>
      <Slider
        label={say('Rate of {name}', { name })}
        min={-2}
        max={2}
        step={0.1}
        value={state.rates[rule]}
        text={rateOf(state, rule).toPrecision(2)}
        onChange={(power) => update((now) => ({ ...now, rates: { ...now.rates, [rule]: power }, playing: false }))}
      />
      <span class="value">{run ? `f = ${valueAt(run, Math.floor(state.at)).toPrecision(3)}` : ''}</span>
      {run?.diverged && state.at >= run.points.length && <span>{say('left all numbers: its rate is too large')}</span>}
    </div>
  );
}

const colourOf = (rule: OptimizerName): string => series[ruleNames.indexOf(rule) % series.length];

const two = (value: number): string => value.toFixed(2);
