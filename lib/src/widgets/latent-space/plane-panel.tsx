import { say } from '../../languages/texts';
import { colours, series } from '../../visualizers/colours';
import { arrows } from '../shell/arrows';
import { Axes, across, down, type Plane, xAt, yAt } from '../shell/plot';
import type { Panel, Update } from '../shell/widget';
import {
  allClasses,
  dragged,
  type LatentSpaceGiven,
  type LatentSpaceState,
  movedTo,
  type Point,
  reachOf,
  touched,
} from './state';
import { words } from './words';

const side = 340;
const legend = 110;
const step = 0.05;
/** Pixels within which a finger takes hold of something. */
const finger = 14;

/** The encoded images by their class, the walk, and the point that is decoded. */
export function planePanel(state: LatentSpaceState, update: Update<LatentSpaceState>, given: LatentSpaceGiven): Panel {
  const reach = reachOf(given);
  const plane: Plane = { x: [-reach, reach], y: [-reach, reach], width: side, height: side };
  const at = ([z1, z2]: Point) => ({ x: across(plane, z1), y: down(plane, z2) });
  const [here, from, to] = [state.z, state.from, state.to].map(at);
  const names = given.classNames.map((name, label) => ({ name, label }));
  return {
    id: 'plane',
    title: say(words.plane),
    width: side + legend,
    height: side,
    label: words.planeLabel(given),
    keys: say(words.planeKeys),
    grips: [here, from, to].map(({ x, y }) => ({
      x: x - finger,
      y: y - finger,
      width: 2 * finger,
      height: 2 * finger,
    })),
    marks: (
      <>
        <Axes plane={plane} />
        {names.map(({ name, label }) => (
          <g key={name} opacity={state.shown === allClasses || state.shown === name ? 1 : 0.12}>
            <path d={pathOf(given, plane, label)} fill={colourOf(label)} fill-opacity="0.75" />
            <path d={`M${side + 16} ${12 + 20 * label}${symbolOf(label, 5)}`} fill={colourOf(label)} />
            <text x={side + 28} y={16 + 20 * label} font-size="12" fill={colours.ink}>
              {name}
            </text>
          </g>
        ))}
        <line
          x1={from.x}
          y1={from.y}
          x2={to.x}
          y2={to.y}
          stroke={colours.ink}
          stroke-width="2"
          stroke-dasharray="5 4"
        />
        {(['from', 'to'] as const).map((end) => (
          <End key={end} at={at(state[end])} name={words.ends[end]} />
        ))}
        <circle cx={here.x} cy={here.y} r="8" fill="none" stroke="#FFFFFF" stroke-width="6" />
        <circle cx={here.x} cy={here.y} r="8" fill="none" stroke="#222222" stroke-width="3" />
      </>
    ),
    onDrag: ({ x, y }, phase) => {
      const place: Point = [xAt(plane, x), yAt(plane, y)];
      const near = (finger / side) * 2 * reach;
      update((now) => dragged(phase === 'down' ? touched(now, place, near) : now, place, reach));
    },
    onKey: (key) => {
      const arrow = arrows[key];
      if (arrow) update((now) => movedTo(now, [now.z[0] + step * arrow[1], now.z[1] - step * arrow[0]], reach));
      return arrow !== undefined;
    },
  };
}

function End({ at: { x, y }, name }: { at: { x: number; y: number }; name: string }) {
  return (
    <g>
      <circle cx={x} cy={y} r="8" fill="#FFFFFF" stroke="#222222" />
      <text x={x} y={y + 4} text-anchor="middle" font-size="11" font-weight="600" fill="#222222">
        {name}
      </text>
    </g>
  );
}

/** As in the figure `latentSpace`: more classes than colours, so those of a second round have other shapes. */
const colourOf = (label: number): string => series[label % series.length];

function symbolOf(label: number, r: number): string {
  const shapes = [
    `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`,
    `m${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
    `m0 ${-1.4 * r}l${1.4 * r} ${1.4 * r}l${-1.4 * r} ${1.4 * r}l${-1.4 * r} ${-1.4 * r}z`,
    `m0 ${-1.3 * r}l${1.3 * r} ${2.2 * r}h${-2.6 * r}z`,
  ];
  return shapes[(Math.floor(label / series.length) * 2 + (label % 2)) % shapes.length];
}

const paths = new WeakMap<LatentSpaceGiven, string[]>();

/** All points of a class as one path, kept: they do not move. */
function pathOf(given: LatentSpaceGiven, plane: Plane, label: number): string {
  const known = paths.get(given) ?? [];
  paths.set(given, known);
  known[label] ??= given.points
    .filter((_, i) => given.labels[i] === label)
    .map(([z1, z2]) => `M${across(plane, z1).toFixed(1)} ${down(plane, z2).toFixed(1)}${symbolOf(label, 2.4)}`)
    .join('');
  return known[label];
}
