import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';
import { type ActivationName, activations, normalDensity } from '../../maths';
import { colours } from '../../visualizers/colours';
import { fixed } from '../../visualizers/number-text';
import { Choice, Slider } from '../shell/controls';
import { Axes, across, Bars, Curve, down, type Plane, xAt } from '../shell/plot';
import type { Panel, Update, View, Widget } from '../shell/widget';
import {
  type ActivationsGiven,
  type ActivationsState,
  initialState,
  output,
  outputDistribution,
  saturated,
  slope,
} from './state';

const curves: Plane = { x: [-4, 4], y: [-2, 4], width: 360, height: 270 };
const outputs: Plane = { x: [-2, 4], y: [0, 0.5], width: 300, height: 270 };
const binCount = 48;

/** A unit f(w·x + b) with its slope, and what it makes of normally distributed inputs. */
export const activationsWidget: Widget<ActivationsGiven, ActivationsState> = {
  name: 'activations',
  title: ({ title = toSay('Activations to play with') }) => say(title),
  initial: initialState,
  view,
};

function view(state: ActivationsState, update: Update<ActivationsState>): View {
  const set = (change: Partial<ActivationsState>) => update((now) => ({ ...now, ...change }));
  const { name } = activations[state.activation];
  const percent = Math.round(100 * saturated(state));
  return {
    panels: [curvePanel(state, update), distributionPanel(state)],
    controls: controls(state, set),
    status: say('{name} at x = {x}: {value}, slope {slope}.', {
      name: say(name),
      x: two(state.at),
      value: two(output(state, state.at)),
      slope: two(slope(state, state.at)),
    }),
    also: say(
      'At {percent} % of the inputs f is nearly flat (its slope is below 0.05): there the unit hardly learns.',
      { percent },
    ),
  };
}

function curvePanel(state: ActivationsState, update: Update<ActivationsState>): Panel {
  const to = (at: number) => update((now) => ({ ...now, at: Math.min(4, Math.max(-4, at)) }));
  const x = across(curves, state.at);
  const point = (value: number) => down(curves, Math.min(curves.y[1], Math.max(curves.y[0], value)));
  return {
    id: 'curve',
    title: say('Blue: f(w·x + b). Orange: its slope. Drag the line.'),
    width: curves.width,
    height: curves.height,
    label: say('The function and its derivative over the input, from -4 to 4.'),
    keys: say('Arrow keys move the input.'),
    grips: [],
    marks: (
      <>
        <Axes plane={curves} />
        <path d={bell(state)} fill={colours.grid} />
        <Curve plane={curves} of={(at) => slope(state, at)} colour={colours.output} />
        <Curve plane={curves} of={(at) => output(state, at)} colour={colours.input} />
        <line x1={x} x2={x} y1={0} y2={curves.height} stroke={colours.kernel} stroke-width="1.5" />
        <circle cx={x} cy={point(output(state, state.at))} r="5" fill={colours.input} />
        <circle cx={x} cy={point(slope(state, state.at))} r="5" fill={colours.output} />
      </>
    ),
    onDrag: (place) => to(xAt(curves, place.x)),
    onKey: (key) => {
      const step = { ArrowLeft: -0.1, ArrowRight: 0.1 }[key];
      if (step !== undefined) to(Math.round((state.at + step) * 10) / 10);
      return step !== undefined;
    },
  };
}

/** The density of the inputs, standing on the x axis, as the outline of an area. */
function bell({ mean, deviation }: ActivationsState): string {
  const points = Array.from({ length: 121 }, (_, i) => {
    const x = curves.x[0] + (i / 120) * (curves.x[1] - curves.x[0]);
    return `L${across(curves, x)} ${down(curves, normalDensity((x - mean) / deviation) / deviation)}`;
  });
  return `M0 ${down(curves, 0)}${points.join('')}L${curves.width} ${down(curves, 0)}Z`;
}

function distributionPanel(state: ActivationsState): Panel {
  const bins = outputDistribution(state, outputs.x, binCount);
  return {
    id: 'outputs',
    title: say('How the outputs are distributed'),
    width: outputs.width,
    height: outputs.height,
    label: say('A histogram of the outputs, from -2 to 4: shares of all inputs, up to one half.'),
    marks: (
      <>
        <Axes plane={outputs} />
        <Bars
          plane={outputs}
          bins={bins.map(({ from, to, share }) => ({ from, to, height: share }))}
          colour={colours.input}
        />
      </>
    ),
  };
}

function controls(state: ActivationsState, set: (change: Partial<ActivationsState>) => void) {
  const names = Object.entries(activations) as [ActivationName, { name: string }][];
  const slider = (label: string, key: 'weight' | 'bias' | 'mean' | 'deviation', min: number, max: number) => (
    <Slider
      label={label}
      min={min}
      max={max}
      step={0.1}
      value={state[key]}
      text={fixed(state[key], 1)}
      onChange={(value) => set({ [key]: value })}
    />
  );
  return (
    <>
      <Choice
        label={say('Activation f')}
        value={state.activation}
        options={names.map(([key, { name }]) => [key, say(name)] as const)}
        onChange={(activation) => set({ activation })}
      />
      {slider(say('Weight w'), 'weight', -3, 3)}
      {slider(say('Bias b'), 'bias', -3, 3)}
      {slider(say('Mean of x'), 'mean', -3, 3)}
      {slider(say('Deviation of x'), 'deviation', 0.1, 3)}
    </>
  );
}

const two = (value: number): string => fixed(value, 2);
