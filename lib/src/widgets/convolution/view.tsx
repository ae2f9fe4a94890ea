import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';
import { type KernelName, kernels } from '../../maths';
import { Choice, NumberField, PushButton, Slider } from '../shell/controls';
import { drawnImage, mapColours, penHeard, pixelGrid } from '../shell/pixel-grid';
import type { Panel, Update, View, Widget } from '../shell/widget';
import {
  type ConvolutionGiven,
  type ConvolutionState,
  changed,
  drawn,
  featureMap,
  initialState,
  looked,
  type Product,
  productsAt,
} from './state';

const side = 280;

/**
 * A kernel slides over an image that can be drawn; stride, padding, dilation and each weight can be changed. The pixel under the pointer shows its
 * window and its sum.
 */
export const convolution: Widget<ConvolutionGiven, ConvolutionState> = {
  name: 'convolution',
  title: ({ title = toSay('A convolution to play with') }) => say(title),
  initial: initialState,
  view,
};

function view(state: ConvolutionState, update: Update<ConvolutionState>, given: ConvolutionGiven): View {
  const products = productsAt(state, state.at.i, state.at.j);
  const map = featureMap(state);
  const value = map[state.at.i][state.at.j];
  const set = (change: Partial<ConvolutionState>) => update((now) => changed(now, change));
  return {
    panels: [
      drawnImage(state, update, {
        side,
        framed: products,
        draw: drawn,
        look: looked,
        move: (now, cursor) => changed(now, { cursor }),
      }),
      outputPanel(state, update, map),
    ],
    controls: controls(state, set, given),
    details: (
      <div class="panels">
        <KernelGrid state={state} onChange={(kernel) => set({ kernel })} />
        <Sum products={products} value={value} />
      </div>
    ),
    status: `${state.image.length}×${state.image[0].length} → ${map.length}×${map[0].length}.`,
    also: say('Row {row}, column {column} of the feature map: {value}', {
      row: state.at.i + 1,
      column: state.at.j + 1,
      value: short(value),
    }),
    heard: [penHeard(state)],
  };
}

function outputPanel(state: ConvolutionState, update: Update<ConvolutionState>, map: number[][]): Panel {
  const { i, j } = state.at;
  const shades = mapColours(map);
  return pixelGrid({
    id: 'output',
    title: shades.signed ? say('Feature map: blue below 0, orange above') : say('Feature map'),
    label: say('{height} by {width} values.', {
      height: map.length,
      width: map[0].length,
    }),
    keys: say('Arrow keys move from value to value.'),
    values: map,
    side,
    colours: shades,
    framed: [{ y: i, x: j }],
    onPoint: ({ y, x }) => update((now) => changed(now, { at: { i: y, j: x } })),
    onMove: (down, right) => update((now) => changed(now, { at: { i: now.at.i + down, j: now.at.j + right } })),
  });
}

function controls(
  state: ConvolutionState,
  set: (change: Partial<ConvolutionState>) => void,
  { images }: ConvolutionGiven,
) {
  const choose = (imageName: string) => set({ imageName, image: images[imageName] });
  return (
    <>
      <Choice
        label={say('Image')}
        value={state.imageName}
        options={Object.keys(images).map((name) => [name, say(name)] as const)}
        onChange={choose}
      />
      <PushButton onPress={() => choose(state.imageName)}>{say('Reset')}</PushButton>
      <PushButton onPress={() => set({ image: state.image.map((row) => row.map(() => 0)) })}>{say('Clear')}</PushButton>
      <PushButton pressed={state.pen === 0} onPress={() => set({ pen: 1 - state.pen })}>
        {say('Eraser')}
      </PushButton>
      <Slider label={say('Stride')} min={1} max={4} value={state.stride} onChange={(stride) => set({ stride })} />
      <Choice
        label={say('Padding')}
        value={state.padding}
        options={[
          ['valid', 'valid'],
          ['same', 'same'],
        ]}
        onChange={(padding) => set({ padding })}
      />
      <Slider
        label={say('Dilation')}
        min={1}
        max={3}
        value={state.dilation}
        onChange={(dilation) => set({ dilation })}
      />
    </>
  );
}

function KernelGrid({ state, onChange }: { state: ConvolutionState; onChange(kernel: number[][]): void }) {
  const { kernel, kernelName } = state;
  const names = Object.keys(kernels) as KernelName[];
  const change = (a: number, b: number, value: number) =>
    onChange(kernel.map((row, r) => row.map((weight, c) => (r === a && c === b ? value : weight))));
  return (
    <div>
      <Choice
        label={say('Kernel')}
        value={kernelName}
        options={[...names, 'own' as const].map((name) => [name, name === 'own' ? say('own') : name] as const)}
        onChange={(name) => onChange(name === 'own' ? kernel : kernels[name])}
      />
      <div class="kernel" style={{ gridTemplateColumns: `repeat(${kernel[0].length}, auto)` }}>
        {kernel.flatMap((row, a) =>
          row.map((weight, b) => (
            <NumberField
              key={`${a} ${b}`}
              label={say('weight in row {row}, column {column}', { row: a + 1, column: b + 1 })}
              value={Math.round(weight * 1000) / 1000}
              step={0.25}
              onChange={(value) => change(a, b, value)}
            />
          )),
        )}
      </div>
    </div>
  );
}

/** The products that are not 0, and their sum. */
function Sum({ products, value }: { products: Product[]; value: number }) {
  const terms = products.filter(({ weight, pixel }) => weight !== 0 && pixel);
  const text = terms.map(({ weight, pixel }) => `${short(weight)}·${short(pixel ?? 0)}`).join(' + ');
  const outside = products.filter(({ pixel }) => pixel === undefined).length;
  return (
    <p class="sum">
      {say('Σ weight·pixel')} = {text && `${text} = `}
      <strong>{short(value)}</strong>
      {outside > 0 && ` ${say('({count} of the pixels lie in the padding and count as 0)', { count: outside })}`}
    </p>
  );
}

const short = (value: number): string => {
  const rounded = Math.round(value * 1000) / 1000;
  return rounded < 0 ? `(${rounded})`.replace('(-', '(−') : String(rounded);
};
