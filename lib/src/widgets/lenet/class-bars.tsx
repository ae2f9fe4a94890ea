import { colours } from '../../visualizers/colours';
import type { Panel, Update } from '../shell/widget';
import { outputOf } from './network';
import { type Drawn, explained, type LenetGiven, type LenetState } from './state';
import { answer, classValue } from './texts';

const width = 190;
const rowHeight = 25;
const mostRows = 10;

/** True where the numbers of the classes are shares that add up to 1. */
export const areShares = (layers: readonly Drawn[]): boolean => {
  const { stage } = layers[layers.length - 1];
  return 'activation' in stage && stage.activation === 'softmax';
};

/** A bar a class, in the order of the classes; of many, the most likely ones. */
export function classBars(
  layers: Drawn[],
  state: LenetState,
  update: Update<LenetState>,
  { classes }: LenetGiven,
): Panel {
  const values = outputOf(layers);
  const isShare = areShares(layers);
  const order = classes.map((_, k) => k);
  const best = order.reduce((one, other) => (values[other] > values[one] ? other : one));
  const rows = order.length <= mostRows ? order : order.sort((a, b) => values[b] - values[a]).slice(0, mostRows);
  const most = isShare ? 1 : Math.max(1e-6, ...values.map(Math.abs));
  const last = layers.length - 1;
  const choose = (channel: number) => update((now) => explained(now, { layer: last, channel, i: 0, j: 0 }));
  return {
    id: 'classes',
    title: isShare ? answer.probabilities() : answer.numbers(),
    label: `${rows.map((k) => `${classes[k]} ${classValue(values[k], isShare)}`).join(', ')}.`,
    keys: answer.keys(),
    width,
    height: rows.length * rowHeight,
    marks: rows.map((k, row) => (
      <g key={k} transform={`translate(0 ${row * rowHeight})`} font-weight={k === best ? 700 : 400}>
        <text x={4} y={14} font-size="12" fill={colours.ink}>
          {classes[k].length > 20 ? `${classes[k].slice(0, 19)}…` : classes[k]}
        </text>
        <text x={width - 4} y={14} font-size="12" text-anchor="end" fill={colours.ink}>
          {classValue(values[k], isShare)}
        </text>
        <rect x={4} y={18} width={width - 8} height={4} fill={colours.grid} />
        <rect
          x={4}
          y={18}
          width={((width - 8) * Math.abs(values[k])) / most || 0}
          height={4}
          fill={values[k] < 0 ? colours.input : colours.output}
        />
        {frameOf(k, last, state)}
      </g>
    )),
    onPress: ({ y }) => choose(rows[Math.min(rows.length - 1, Math.max(0, Math.floor(y / rowHeight)))]),
    onKey: (key) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (by) update((now) => reached(now, last, rows, by));
      else if (key === 'Enter' || key === ' ') update((now) => (now.at.layer === last ? explained(now, now.at) : now));
      else return false;
      return true;
    },
  };
}

/** The keys go on by some rows; from another layer they come to the first one. */
function reached(state: LenetState, last: number, rows: number[], by: number): LenetState {
  const here = state.at.layer === last ? rows.indexOf(state.at.channel) : -1;
  const channel = rows[Math.min(rows.length - 1, Math.max(0, here + by))];
  return { ...state, at: { layer: last, channel, i: 0, j: 0 } };
}

function frameOf(k: number, last: number, { unit, at }: LenetState) {
  const box = { x: 1, y: 1, width: width - 2, height: rowHeight - 2, fill: 'none' };
  if (unit.layer === last && unit.channel === k) return <rect {...box} stroke={colours.kernel} stroke-width="2" />;
  if (at.layer === last && at.channel === k)
    return <rect {...box} stroke={colours.sky} stroke-width="2" stroke-dasharray="2 2" />;
  return null;
}
