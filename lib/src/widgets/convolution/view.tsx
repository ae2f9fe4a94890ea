import { type KernelName, kernels } from '../../maths';
import { colours } from '../../visualizers/colours';
import { toRaster } from '../../visualizers/raster';
import { Choice, NumberField, PushButton, Slider } from '../shell/controls';
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
  title: ({ title = 'A convolution to play with' }) => title,
  initial: initialState,
  view,
};

function view(state: ConvolutionState, update: Update<ConvolutionState>, given: ConvolutionGiven): View {
  const products = productsAt(state, state.at.i, state.at.j);
  const map = featureMap(state);
  const value = map[state.at.i][state.at.j];
  const set = (change: Partial<ConvolutionState>) => update((now) => changed(now, change));
  return {
    panels: [inputPanel(state, update, products), outputPanel(state, update, map)],
    controls: controls(state, set, given),
    details: (
      <div class="panels">
        <KernelGrid state={state} onChange={(kernel) => set({ kernel })} />
        <Sum products={products} value={value} />
      </div>
    ),
    status:
      `${state.image.length}×${state.image[0].length} → ${map.length}×${map[0].length}. ` +
      `Row ${state.at.i + 1}, column ${state.at.j + 1} of the feature map: ${short(value)}`,
  };
}

function inputPanel(state: ConvolutionState, update: Update<ConvolutionState>, products: Product[]): Panel {
  const { image, cursor } = state;
  const [rows, columns] = [image.length, image[0].length];
  const pixel = side / columns;
  const height = rows * pixel;
  const pixelAt = ({ x, y }: { x: number; y: number }) => ({
    y: Math.min(rows - 1, Math.max(0, Math.floor(y / pixel))),
    x: Math.min(columns - 1, Math.max(0, Math.floor(x / pixel))),
  });
  return {
    id: 'input',
    title: 'Image: draw on it',
    width: side,
    height,
    raster: toRaster(image, { scale: 'grey', min: 0, max: 1 }),
    label: `${rows} by ${columns} pixels. Arrow keys move the pen, the space bar draws.`,
    marks: (
      <>
        {products.map(({ y, x }) => (
          <rect
            key={`${y} ${x}`}
            x={x * pixel}
            y={y * pixel}
            width={pixel}
            height={pixel}
            fill={colours.kernel}
            fill-opacity="0.25"
            stroke={colours.kernel}
            stroke-width="1.5"
          />
        ))}
        <rect
          x={cursor.x * pixel + 1}
          y={cursor.y * pixel + 1}
          width={pixel - 2}
          height={pixel - 2}
          fill="none"
          stroke={colours.sky}
          stroke-dasharray="2 2"
        />
      </>
    ),
    onDrag: (place, phase) => {
      const { y, x } = pixelAt(place);
      if (phase !== 'up') update((now) => drawn(now, y, x));
    },
    onHover: (place) => {
      if (!place) return;
      const { y, x } = pixelAt(place);
      update((now) => looked(now, y, x));
    },
    onKey: (key) => {
      const move = arrows[key];
      if (move) {
        update((now) => {
          const moved = changed(now, { cursor: { y: now.cursor.y + move.down, x: now.cursor.x + move.right } });
          return looked(moved, moved.cursor.y, moved.cursor.x);
        });
      } else if (key === ' ') update((now) => drawn(now, now.cursor.y, now.cursor.x));
      return move !== undefined || key === ' ';
    },
  };
}

function outputPanel(state: ConvolutionState, update: Update<ConvolutionState>, map: number[][]): Panel {
  const [rows, columns] = [map.length, map[0].length];
  const pixel = side / Math.max(rows, columns);
  const { i, j } = state.at;
  const signed = map.some((row) => row.some((value) => value < 0));
  const at = (next: { i: number; j: number }) => update((now) => changed(now, { at: next }));
  return {
    id: 'output',
    title: signed ? 'Feature map: blue below 0, orange above' : 'Feature map',
    width: columns * pixel,
    height: rows * pixel,
    raster: toRaster(map, signed ? { scale: 'signed' } : { scale: 'grey', min: 0, max: Math.max(1, ...map.flat()) }),
    label: `${rows} by ${columns} values. Arrow keys move from value to value.`,
    marks: (
      <rect
        x={j * pixel}
        y={i * pixel}
        width={pixel}
        height={pixel}
        fill="none"
        stroke={colours.kernel}
        stroke-width="3"
      />
    ),
    onHover: (place) => {
      if (place) at({ i: Math.floor(place.y / pixel), j: Math.floor(place.x / pixel) });
    },
    onDrag: (place) => at({ i: Math.floor(place.y / pixel), j: Math.floor(place.x / pixel) }),
    onKey: (key) => {
      const move = arrows[key];
      if (move) at({ i: i + move.down, j: j + move.right });
      return move !== undefined;
    },
  };
}

const arrows: Record<string, { down: number; right: number } | undefined> = {
  ArrowUp: { down: -1, right: 0 },
  ArrowDown: { down: 1, right: 0 },
  ArrowLeft: { down: 0, right: -1 },
  ArrowRight: { down: 0, right: 1 },
};

function controls(
  state: ConvolutionState,
  set: (change: Partial<ConvolutionState>) => void,
  { images }: ConvolutionGiven,
) {
  const choose = (imageName: string) => set({ imageName, image: images[imageName] });
  return (
    <>
      <Choice
        label="Image"
        value={state.imageName}
        options={Object.keys(images).map((name) => [name, name] as const)}
        onChange={choose}
      />
      <PushButton onPress={() => choose(state.imageName)}>As it was</PushButton>
      <PushButton onPress={() => set({ image: state.image.map((row) => row.map(() => 0)) })}>Clear</PushButton>
      <PushButton pressed={state.pen === 0} onPress={() => set({ pen: 1 - state.pen })}>
        Eraser
      </PushButton>
      <Slider label="Stride" min={1} max={4} value={state.stride} onChange={(stride) => set({ stride })} />
      <Choice
        label="Padding"
        value={state.padding}
        options={[
          ['valid', 'valid'],
          ['same', 'same'],
        ]}
        onChange={(padding) => set({ padding })}
      />
      <Slider label="Dilation" min={1} max={3} value={state.dilation} onChange={(dilation) => set({ dilation })} />
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
        label="Kernel"
        value={kernelName}
        options={[...names, 'own' as const].map((name) => [name, name] as const)}
        onChange={(name) => onChange(name === 'own' ? kernel : kernels[name])}
      />
      <div class="kernel" style={{ gridTemplateColumns: `repeat(${kernel[0].length}, auto)` }}>
        {kernel.flatMap((row, a) =>
          row.map((weight, b) => (
            <NumberField
              key={`${a} ${b}`}
              label={`weight in row ${a + 1}, column ${b + 1}`}
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
      Σ weight·pixel = {text || '0'} = <strong>{short(value)}</strong>
      {outside > 0 && ` (${outside} of the pixels lie in the padding and count as 0)`}
    </p>
  );
}

const short = (value: number): string => {
  const rounded = Math.round(value * 1000) / 1000;
  return rounded < 0 ? `(${rounded})`.replace('(-', '(−') : String(rounded);
};
