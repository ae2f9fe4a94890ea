import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';
import { type OptimizerName, optimizers, type SurfaceName, surfaces, type Trajectory } from '../../maths';
import { fixed } from '../../visualizers/number-text';
import { Choice, PushButton, Slider } from '../shell/controls';
import type { Update, View, Widget } from '../shell/widget';
import { mapPanel } from './map-panel';
import { reliefPanel } from './relief-panel';
import { colourOf, type Run } from './runs';
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
  stepped,
  stepsOf,
  withRule,
} from './state';
import { relief } from './texts';

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
    panels: [mapPanel(state, update, runs), reliefPanel(state, update, runs)],
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
    heard: [relief.gaze(state.gaze.turn, state.gaze.tilt)],
    status: state.playing
      ? say('{surface}: {count} rules descend.', {
          surface: say(surfaces[state.surface].name),
          count: state.rules.length,
        })
      : say('{surface} from ({x}, {y}), step {step} of {all}.', {
          surface: say(surfaces[state.surface].name),
          x: fixed(state.start[0], 2),
          y: fixed(state.start[1], 2),
          step,
          all: stepsOf(state),
        }),
    also: state.playing ? '' : lowest(runs, step),
  };
}

function lowest(runs: Run[], step: number): string {
  if (runs.length === 0) return say('No rule runs.');
  const values = runs.map(({ rule, run }) => ({ rule, value: valueAt(run, step) }));
  const best = values.reduce((one, other) => (other.value < one.value ? other : one));
  return say('Lowest: {rule} with {value}.', { rule: optimizers[best.rule].name, value: best.value.toPrecision(3) });
}

const valueAt = ({ values }: Trajectory, step: number): number => values[Math.min(step, values.length - 1)];

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
    <div class="runner">
      <label class="control">
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
        shown={say('Rate')}
        min={-2}
        max={2}
        step={0.1}
        value={state.rates[rule]}
        text={rateOf(state, rule).toPrecision(2)}
        onChange={(power) => update((now) => ({ ...now, rates: { ...now.rates, [rule]: power }, playing: false }))}
      />
      <span class="result">{run ? `f = ${valueAt(run, Math.floor(state.at)).toPrecision(3)}` : ''}</span>
      {run?.diverged && state.at >= run.points.length && <span>{say('left all numbers: its rate is too large')}</span>}
    </div>
  );
}
