import { say } from '../../languages/texts';
import { NumberField } from '../shell/controls';
import type { Update, View, Widget } from '../shell/widget';
import { Buttons, Choices } from './controls';
import { networkPanel } from './network-panel';
import { lossPanel, planePanel } from './plane-panel';
import {
  advanced,
  diverged,
  initialState,
  measured,
  type PlaygroundGiven,
  type PlaygroundState,
  probability,
  typed,
} from './state';
import { words } from './words';

/** A small network learns to part two classes of points, while its boundary, its units and its losses are watched. */
export const playground: Widget<PlaygroundGiven, PlaygroundState> = {
  name: 'playground',
  title: ({ title = words.title }) => say(title),
  initial: initialState,
  view,
  advance: (state, seconds) => advanced(state, seconds),
};

function view(state: PlaygroundState, update: Update<PlaygroundState>): View {
  return {
    panels: [networkPanel(state, update), planePanel(state, update), lossPanel(state)],
    controls: <Buttons state={state} update={update} />,
    details: (
      <>
        <Incoming state={state} update={update} />
        <Choices state={state} update={update} />
      </>
    ),
    status: statusOf(state),
    also: state.playing || diverged(state) ? '' : words.also(state, probability(state)),
    heard: [`${words.planePanel(state)}.`],
  };
}

/** A screen reader would read out every frame of a training. */
function statusOf(state: PlaygroundState): string {
  if (diverged(state)) return say(words.diverged);
  return state.playing ? say(words.playing) : words.status(state, measured(state));
}

/** The numbers behind the lines that lead into the chosen unit, to read and to type. */
function Incoming({ state, update }: { state: PlaygroundState; update: Update<PlaygroundState> }) {
  const { layer, unit } = state.chosen;
  const { weights, bias } = state.run.layers[layer];
  const inputs = [
    ...weights.map((row, i) => ({ name: words.source(state, i), value: row[unit] })),
    { name: say(words.bias), value: bias[unit] },
  ];
  return (
    <div class="controls" style={{ alignItems: 'center' }}>
      <span>{words.weightsInto(state)}</span>
      {inputs.map(({ name, value }, i) => (
        <span class="control" key={name}>
          <span aria-hidden="true">{name}</span>
          <NumberField
            label={words.weightInto(state, name)}
            step={0.1}
            value={Math.round(value * 1000) / 1000}
            onChange={(typedValue) => update((now) => typed(now, i, typedValue))}
          />
        </span>
      ))}
    </div>
  );
}
