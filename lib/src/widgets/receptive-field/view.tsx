import { say } from '../../languages/texts';
import { colours } from '../../visualizers/colours';
import { toRaster } from '../../visualizers/raster';
import { Choice, PushButton, Slider } from '../shell/controls';
import type { Panel, Update, View, Widget } from '../shell/widget';
import { sectionPanel } from './section';
import {
  changed,
  initialState,
  inside,
  largest,
  layerAdded,
  type ReceptiveFieldGiven,
  type ReceptiveFieldState,
  rows,
  seen,
  smallestInput,
  stackChosen,
} from './state';
import { LayerTables } from './table';
import { texts } from './texts';

const squareSide = 220;

/** A stack of convolutions and poolings that can be changed; a unit of any layer is followed back to all that it sees. */
export const receptiveFieldWidget: Widget<ReceptiveFieldGiven, ReceptiveFieldState> = {
  name: 'receptive-field',
  title: ({ title = texts.title }) => say(title),
  initial: initialState,
  view,
};

function view(state: ReceptiveFieldState, update: Update<ReceptiveFieldState>, given: ReceptiveFieldGiven): View {
  const { row, unit } = state.at;
  const { size, jump, start } = rows(state)[row];
  const from = start + unit * jump;
  const to = from + size - 1;
  const outside = from < 0 || to >= state.inputSize;
  return {
    panels: [sectionPanel(state, update), squarePanel(state)],
    controls: controls(state, update, given),
    details: <LayerTables state={state} update={update} />,
    status: state.refused
      ? texts.refused(state.refused)
      : texts.status({ unit, layer: texts.layerTold(row, state.layers[row - 1]?.name), size, from, to }) +
        (outside ? texts.outside(state.inputSize - 1) : ''),
  };
}

/** The input from above: along both axes the same pixels are seen. */
function squarePanel(state: ReceptiveFieldState): Panel {
  const count = state.inputSize;
  const [units] = seen(state);
  const pixels = new Set(inside(units, count));
  const line = Array.from({ length: count }, (_, i) => pixels.has(i));
  const pixel = squareSide / count;
  const [from, to] = [units[0], units[units.length - 1] + 1];
  return {
    id: 'square',
    title: say(texts.squareTitle),
    label: texts.squareLabel(pixels.size ** 2, count ** 2),
    width: squareSide,
    height: squareSide,
    raster: toRaster(
      line.map((down) => line.map((across) => Number(down && across))),
      { scale: 'value', min: 0, max: 1 },
    ),
    marks: (
      <rect
        {...{ x: from * pixel, y: from * pixel, width: (to - from) * pixel, height: (to - from) * pixel }}
        fill="none"
        stroke={colours.kernel}
        stroke-width="2"
      />
    ),
  };
}

function controls(state: ReceptiveFieldState, update: Update<ReceptiveFieldState>, { stacks }: ReceptiveFieldGiven) {
  const add = (kernel: number, stride: number, name: string) =>
    update((now) => layerAdded(now, { kernel, stride, padding: 0, dilation: 1, name }));
  return (
    <>
      <Choice
        label={say(texts.stack)}
        value={state.stackName}
        options={Object.keys(stacks).map((name) => [name, say(name)] as const)}
        onChange={(name) => update(stackChosen(stacks, name))}
      />
      <Slider
        label={say(texts.inputSize)}
        min={smallestInput}
        max={largest.inputSize}
        value={state.inputSize}
        text={texts.pixels(state.inputSize)}
        onChange={(inputSize) => update((now) => changed(now, { inputSize }))}
      />
      <PushButton onPress={() => update(stackChosen(stacks, state.stackName))}>{say(texts.reset)}</PushButton>
      <PushButton onPress={() => add(3, 1, texts.convolution)}>{say(texts.addConvolution)}</PushButton>
      <PushButton onPress={() => add(2, 2, texts.pooling)}>{say(texts.addPooling)}</PushButton>
    </>
  );
}
