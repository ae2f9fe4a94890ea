import { say } from '../../languages/texts';
import { Choice, PushButton, Slider } from '../shell/controls';
import type { Update, View, Widget } from '../shell/widget';
import { areShares, classBars } from './class-bars';
import { drawingPanel } from './drawing-panel';
import { layerPanel } from './layer-panel';
import { outputOf } from './network';
import { initialState, type LenetGiven, type LenetState, layersOf, type Unit, withExample } from './state';
import { SumText } from './sum-text';
import { hint, penHeard, status, controls as texts, unitName, title as usualTitle, verdict } from './texts';
import { computationOf } from './unit';
import { chosenMap, sourceOf, unitPanel } from './unit-panel';

/**
 * A network that the reader has trained, alive: every feature map and every probability follow the pen, and each unit shows how it is computed.
 */
export const lenet: Widget<LenetGiven, LenetState> = {
  name: 'lenet',
  title: ({ title = usualTitle }) => say(title),
  // A drawing stays while the network is trained further: it is the weights that one wants to compare.
  remember: ({ title, inputShape, classes, examples, stages }) => ({
    title,
    inputShape,
    classes,
    examples: examples.map(({ name }) => name),
    stages: stages.map((stage) => ({
      ...stage,
      filters: shapeOf(stage, 'filters'),
      weights: shapeOf(stage, 'weights'),
      bias: 0,
    })),
  }),
  initial: initialState,
  view,
};

function shapeOf(stage: object, name: 'filters' | 'weights'): number[] | undefined {
  return (stage as Partial<Record<typeof name, { shape: number[] }>>)[name]?.shape;
}

function view(state: LenetState, update: Update<LenetState>, given: LenetGiven): View {
  const layers = layersOf(given, state);
  const { unit, at } = state;
  const { y, x } = state.cursor;
  const last = layers.length - 1;
  const computation = computationOf(layers[unit.layer], unit);
  const numberAt = ({ layer, i, j, channel }: Unit) => layers[layer].output[i][j][channel];
  const name = (one: Unit) => unitName(layers, one, given.classes);
  const isReached = at !== unit && JSON.stringify(at) !== JSON.stringify(unit);
  return {
    panels: [
      drawingPanel(state, update, layers),
      classBars(layers, state, update, given),
      unitPanel(layers, state, update, { name: name(unit), computation }),
      ...layers.slice(0, last).map((_, n) => layerPanel(layers, n, state, update)),
    ],
    controls: controls(state, update, given),
    details: <SumText layer={layers[unit.layer]} computation={computation} source={sourceOf(computation, state)} />,
    status: verdict(given.classes, outputOf(layers), areShares(layers)),
    also: isReached ? status.reached(name(at), numberAt(at)) : status.explained(name(unit), numberAt(unit)),
    heard: [penHeard(state.penDown, y, x, state.image[y][x][0]), chosenMap(computation, state) ?? ''],
  };
}

function controls(state: LenetState, update: Update<LenetState>, given: LenetGiven) {
  const choose = (example: number) => update((now) => withExample(now, given, example));
  const names = [texts.blank(), ...given.examples.map(({ name }) => name)];
  return (
    <>
      <Choice
        label={texts.image()}
        value={String(state.example)}
        options={names.map((name, k) => [String(k - 1), name] as const)}
        onChange={(example) => choose(Number(example))}
      />
      <PushButton onPress={() => choose(state.example)}>{texts.asItWas()}</PushButton>
      <PushButton onPress={() => choose(-1)}>{texts.clear()}</PushButton>
      <PushButton pressed={state.erasing} onPress={() => update((now) => ({ ...now, erasing: !now.erasing }))}>
        {texts.eraser()}
      </PushButton>
      <Slider
        label={texts.penWidth()}
        min={1}
        max={6}
        step={0.5}
        value={state.penWidth}
        onChange={(penWidth) => update((now) => ({ ...now, penWidth }))}
      />
      <Slider
        label={texts.penLevel()}
        min={0.1}
        max={1}
        step={0.1}
        value={state.penLevel}
        onChange={(penLevel) => update((now) => ({ ...now, penLevel, erasing: false }))}
      />
      <span>{hint()}</span>
    </>
  );
}
