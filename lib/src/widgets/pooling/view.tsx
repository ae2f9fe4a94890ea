import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';
import { type PoolingKind, poolings } from '../../maths';
import { Choice, PushButton, Slider } from '../shell/controls';
import { drawnImage, penHeard, pixelGrid } from '../shell/pixel-grid';
import type { Update, View, Widget } from '../shell/widget';
import {
  changed,
  changedByShift,
  drawn,
  initialState,
  looked,
  type PoolingGiven,
  type PoolingState,
  pooled,
  shifted,
  windowOf,
} from './state';

const side = 280;

/** A window makes one number of several: maximum, average or L2 norm. The image can be drawn and moved by a pixel. */
export const pooling: Widget<PoolingGiven, PoolingState> = {
  name: 'pooling',
  title: ({ title = toSay('Pooling to play with') }) => say(title),
  initial: initialState,
  view,
};

function view(state: PoolingState, update: Update<PoolingState>): View {
  const set = (change: Partial<PoolingState>) => update((now) => changed(now, change));
  const map = pooled(state);
  const { i, j } = state.at;
  const window = windowOf(state, i, j);
  const shift = changedByShift(state);
  return {
    panels: [
      drawnImage(state, update, {
        side,
        framed: window,
        draw: drawn,
        look: looked,
        move: (now, cursor) => changed(now, { cursor }),
      }),
      pixelGrid({
        id: 'output',
        title: say('Pooled ({kind})', { kind: say(poolings[state.kind].name) }),
        label: say('{height} by {width} values.', {
          height: map.length,
          width: map[0].length,
        }),
        keys: say('Arrow keys move from value to value.'),
        values: map,
        side,
        colours: { scale: 'grey', min: 0, max: Math.max(1, ...map.flat()) },
        framed: [{ y: i, x: j }],
        onPoint: ({ y, x }) => set({ at: { i: y, j: x } }),
        onMove: (down, right) => update((now) => changed(now, { at: { i: now.at.i + down, j: now.at.j + right } })),
      }),
    ],
    controls: controls(state, update, set),
    details: (
      <p class="sum">
        {say('{kind} of {values}', {
          kind: say(poolings[state.kind].name),
          values: window.map(({ y, x }) => three(state.image[y][x])).join(', '),
        })}{' '}
        = <strong>{three(map[i][j])}</strong>
      </p>
    ),
    status: say('{from} → {to}. Row {row}, column {column}: {value}.', {
      from: `${state.image.length}×${state.image[0].length}`,
      to: `${map.length}×${map[0].length}`,
      row: i + 1,
      column: j + 1,
      value: three(map[i][j]),
    }),
    also: say('If the image moves by one pixel, {changed} of {all} values change.', shift),
    heard: [penHeard(state)],
  };
}

function controls(state: PoolingState, update: Update<PoolingState>, set: (change: Partial<PoolingState>) => void) {
  const kinds = Object.entries(poolings) as [PoolingKind, { name: string }][];
  return (
    <>
      <Choice
        label={say('Pooling')}
        value={state.kind}
        options={kinds.map(([kind, { name }]) => [kind, say(name)] as const)}
        onChange={(kind) => set({ kind })}
      />
      <Slider label={say('Window')} min={1} max={6} value={state.size} onChange={(size) => set({ size })} />
      <Slider label={say('Stride')} min={1} max={6} value={state.stride} onChange={(stride) => set({ stride })} />
      <PushButton onPress={() => update(shifted)}>{say('Move by one pixel')}</PushButton>
      <PushButton onPress={() => set({ image: state.image.map((row) => row.map(() => 0)) })}>{say('Clear')}</PushButton>
      <PushButton pressed={state.pen === 0} onPress={() => set({ pen: 1 - state.pen })}>
        {say('Eraser')}
      </PushButton>
    </>
  );
}

const three = (value: number): string => String(Math.round(value * 1000) / 1000);
