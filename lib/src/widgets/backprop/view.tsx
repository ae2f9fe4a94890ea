import { say } from '../../languages/texts';
import { type ActivationName, activations } from '../../maths';
import { short } from '../../visualizers/number-text';
import { Choice, NumberField, PushButton, Slider } from '../shell/controls';
import type { Update, View, Widget } from '../shell/widget';
import { type GraphName, graphs } from './graphs';
import { picture } from './picture';
import {
  type BackpropGiven,
  type BackpropState,
  changed,
  initialState,
  learned,
  onGraph,
  stepCounts,
  stepped,
  toStep,
  wholeGraph,
  withValue,
} from './state';
import { texts } from './texts';
import { sentence } from './words';

/** One unit and its loss as a graph: values forward and gradients backward, number by number, then a step of learning. */
export const backprop: Widget<BackpropGiven, BackpropState> = {
  name: 'backprop',
  title: ({ title = texts.title }) => say(title),
  initial: initialState,
  view,
};

function view(state: BackpropState, update: Update<BackpropState>, given: BackpropGiven): View {
  const graph = wholeGraph(state);
  const loss = graph.nodes[graph.nodes.length - 1].value;
  const losses = [...state.losses, loss].map((value) => short(value));
  return {
    panels: [picture(state, update, graph)],
    controls: controls(state, update, given),
    details: (
      <>
        <Numbers state={state} update={update} />
        {state.losses.length > 0 && <p class="sum">{texts.losses(losses)}</p>}
      </>
    ),
    status: statusOf(state, losses, sentence(graph, state.step)),
  };
}

function statusOf({ refused, justLearned }: BackpropState, losses: string[], step: string): string {
  if (refused) return say(texts.refused);
  const [before, after] = losses.slice(-2);
  return justLearned ? texts.learned(before, after) : step;
}

function controls(state: BackpropState, update: Update<BackpropState>, given: BackpropGiven) {
  const units = Object.entries(graphs) as [GraphName, { name: string }][];
  const functions = Object.entries(activations) as [ActivationName, { name: string }][];
  const { forward, all } = stepCounts(wholeGraph(state));
  return (
    <>
      <Choice
        label={say(texts.graph)}
        value={state.graph}
        options={units.map(([key, { name }]) => [key, say(name)] as const)}
        onChange={(graph) => update((now) => onGraph(now, graph))}
      />
      <Choice
        label={say(texts.activation)}
        value={state.activation}
        options={functions.map(([key, { name }]) => [key, name] as const)}
        onChange={(activation) => update((now) => changed(now, { activation, losses: [] }))}
      />
      <PushButton onPress={() => update((now) => stepped(now, -1))}>{say(texts.back)}</PushButton>
      <PushButton onPress={() => update((now) => stepped(now, 1))}>{say(texts.step)}</PushButton>
      <PushButton onPress={() => update((now) => toStep(now, forward))}>{say(texts.toTheLoss)}</PushButton>
      <PushButton onPress={() => update((now) => toStep(now, all))}>{say(texts.toTheEnd)}</PushButton>
      <Slider
        label={say(texts.rate)}
        min={-3}
        max={0}
        step={0.02}
        value={Math.log10(state.learningRate)}
        text={state.learningRate.toPrecision(2)}
        onChange={(power) => update((now) => changed(now, { learningRate: 10 ** power }))}
      />
      <PushButton onPress={() => update(learned)}>{say(texts.learn)}</PushButton>
      <PushButton onPress={() => update(initialState(given))}>{say(texts.reset)}</PushButton>
    </>
  );
}

/** The given numbers, each to be typed. */
function Numbers({ state, update }: { state: BackpropState; update: Update<BackpropState> }) {
  return (
    <div class="controls">
      <span>{say(texts.numbers)}</span>
      {Object.entries(state.values).map(([name, value]) => (
        <span key={name} class="control">
          <span aria-hidden="true">{name}</span>
          <NumberField
            label={texts.valueOf(name)}
            value={Math.round(value * 1000) / 1000}
            step={0.25}
            onChange={(typed) => update((now) => withValue(now, name, typed))}
          />
        </span>
      ))}
    </div>
  );
}
