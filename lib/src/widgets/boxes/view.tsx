import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';
import { colours } from '../../visualizers/colours';
import { Choice, Slider } from '../shell/controls';
import type { Panel, Update, View, Widget } from '../shell/widget';
import {
  type BoxesGiven,
  type BoxesState,
  dragged,
  grabbed,
  initialState,
  kept,
  moved,
  overlaps,
  resized,
  room,
} from './state';

/** Boxes with scores that can be dragged: their IoU, and which of them non-maximum suppression keeps. */
export const boxesWidget: Widget<BoxesGiven, BoxesState> = {
  name: 'boxes',
  title: ({ title = toSay('IoU and non-maximum suppression to play with') }) => say(title),
  initial: initialState,
  view,
};

function view(state: BoxesState, update: Update<BoxesState>): View {
  const { boxes, selected } = state;
  const stays = kept(state);
  const [most] = overlaps(state);
  const setScore = (score: number) =>
    update((now) => ({ ...now, boxes: now.boxes.map((one, i) => (i === now.selected ? { ...one, score } : one)) }));
  return {
    panels: [picture(state, update, stays)],
    controls: (
      <>
        <Choice
          label={say('Box')}
          value={nameOf(selected)}
          options={boxes.map((_, i) => [nameOf(i), nameOf(i)] as const)}
          onChange={(name) => update((now) => ({ ...now, selected: boxes.findIndex((_, i) => nameOf(i) === name) }))}
        />
        <Slider
          label={say('Its score')}
          min={0}
          max={1}
          step={0.05}
          value={boxes[selected].score}
          text={boxes[selected].score.toFixed(2)}
          onChange={setScore}
        />
        <Slider
          label={say('IoU threshold')}
          min={0}
          max={1}
          step={0.05}
          value={state.iouThreshold}
          text={state.iouThreshold.toFixed(2)}
          onChange={(iouThreshold) => update((now) => ({ ...now, iouThreshold }))}
        />
      </>
    ),
    details: (
      <p class="sum">
        {overlaps(state)
          .map(({ index, iou }) => `IoU(${nameOf(selected)}, ${nameOf(index)}) = ${iou.toFixed(3)}`)
          .join(', ')}
      </p>
    ),
    status: say('{box} overlaps {other} most: IoU {iou}. Kept, best first: {kept}.', {
      box: nameOf(selected),
      other: nameOf(most.index),
      iou: most.iou.toFixed(3),
      kept: stays.map(nameOf).join(', '),
    }),
  };
}

function picture(state: BoxesState, update: Update<BoxesState>, stays: number[]): Panel {
  const { boxes, selected } = state;
  return {
    id: 'boxes',
    title: say('Drag boxes, and the corner of the chosen one'),
    ...room,
    label: `${say('Boxes that are kept have solid lines, suppressed ones dashed lines.')} ${boxes.map((_, i) => inWords(boxes[i], i, stays.includes(i))).join(' ')}`,
    keys: say(
      'Arrow keys move the chosen box, w and h make it wider and higher, shift with them narrower and lower, n chooses the next one.',
    ),
    grips: boxes.map(({ box: [x, y, right, bottom] }) => ({ x, y, width: right - x, height: bottom - y })),
    marks: (
      <>
        <rect width={room.width} height={room.height} fill="none" stroke={colours.grid} />
        {boxes.map(({ box: [left, top, right, bottom], score }, i) => {
          const stay = stays.includes(i);
          const colour = stay ? colours.good : colours.bad;
          return (
            <g key={nameOf(i)}>
              <rect
                x={left}
                y={top}
                width={right - left}
                height={bottom - top}
                fill={colour}
                fill-opacity={i === selected ? 0.2 : 0.06}
                stroke={colour}
                stroke-width={i === selected ? 3 : 1.5}
                stroke-dasharray={stay ? undefined : '5 4'}
              />
              <text x={left + 4} y={top + 15} font-size="13" fill={colours.ink}>
                {`${nameOf(i)} ${score.toFixed(2)}`}
              </text>
              {i === selected && <circle cx={right} cy={bottom} r="6" fill={colour} />}
            </g>
          );
        })}
      </>
    ),
    onDrag: ({ x, y }, phase) => {
      if (phase === 'down') update((now) => grabbed(now, x, y));
      else if (phase === 'move') update((now) => dragged(now, x, y));
      else update((now) => ({ ...now, grip: undefined }));
    },
    onKey: (key) => {
      const change = keys[key];
      if (change) update(change);
      return change !== undefined;
    },
  };
}

/** Where a box is, for readers who cannot see it. */
function inWords(
  { box: [left, top, right, bottom], score }: BoxesState['boxes'][0],
  i: number,
  stays: boolean,
): string {
  const places = { box: nameOf(i), score: score.toFixed(2), left: Math.round(left), top: Math.round(top) };
  const sizes = { width: Math.round(right - left), height: Math.round(bottom - top) };
  return stays
    ? say('{box}, score {score}, kept: {left} from the left, {top} from the top, {width} wide, {height} high.', {
        ...places,
        ...sizes,
      })
    : say('{box}, score {score}, suppressed: {left} from the left, {top} from the top, {width} wide, {height} high.', {
        ...places,
        ...sizes,
      });
}

const step = 4;

const keys: Record<string, ((state: BoxesState) => BoxesState) | undefined> = {
  ArrowLeft: (state) => moved(state, -step, 0),
  ArrowRight: (state) => moved(state, step, 0),
  ArrowUp: (state) => moved(state, 0, -step),
  ArrowDown: (state) => moved(state, 0, step),
  w: (state) => resized(state, step, 0),
  W: (state) => resized(state, -step, 0),
  h: (state) => resized(state, 0, step),
  H: (state) => resized(state, 0, -step),
  n: (state) => ({ ...state, selected: (state.selected + 1) % state.boxes.length }),
};

const nameOf = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);
