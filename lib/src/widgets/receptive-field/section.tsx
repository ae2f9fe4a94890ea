import { say } from '../../languages/texts';
import { colours } from '../../visualizers/colours';
import { arrows } from '../shell/arrows';
import type { Panel, Place, Update } from '../shell/widget';
import { centre, climbed, inside, looked, lookedAt, type ReceptiveFieldState, type Row, rows, seen } from './state';
import { texts } from './texts';

const room = { left: 96, middle: 420, right: 84, row: 44 };
const largestSide = 14;

/** The stack in cross-section, each unit above the middle of what it sees; the unit that is looked at is followed down to the input. */
export function sectionPanel(state: ReceptiveFieldState, update: Update<ReceptiveFieldState>): Panel {
  const all = rows(state);
  const [from, to] = extent(state, all);
  const pixel = room.middle / (to - from);
  const x = (row: Row, unit: number) => room.left + (centre(row, unit) - from) * pixel;
  const y = (index: number) => (all.length - 0.5 - index) * room.row;
  const side = Math.min(largestSide, 0.8 * pixel);
  const look = (place: Place) => {
    const row = Math.round(all.length - 0.5 - place.y / room.row);
    update((now) => lookedAt(now, row, from + (place.x - room.left) / pixel));
  };
  const fields = seen(state);
  const here = x(all[state.at.row], state.at.unit);
  return {
    id: 'section',
    title: say(texts.sectionTitle),
    label: texts.sectionLabel(all.length),
    keys: say(texts.sectionKeys),
    width: room.left + room.middle + room.right,
    height: all.length * room.row,
    leastWidth: 480,
    lookAt: [here - side, here + side],
    marks: (
      <>
        <polygon
          points={cone(
            fields.map((units, i) => ({
              left: x(all[i], units[0]),
              right: x(all[i], units[units.length - 1]),
              y: y(i),
            })),
            side,
          )}
          fill={colours.kernel}
          fill-opacity="0.22"
          stroke={colours.kernel}
        />
        {all.map((row, i) => {
          const units = fields[i] ?? [];
          return (
            <g key={i}>
              <Label row={row} index={i} state={state} y={y(i)} />
              {Array.from({ length: row.count }, (_, unit) => (
                <rect
                  key={unit}
                  {...{ x: x(row, unit) - side / 2, y: y(i) - side / 2, width: side, height: side }}
                  {...(units.includes(unit)
                    ? { fill: colourOf(i, state.at.row), stroke: 'none' }
                    : { fill: 'none', stroke: colours.ink })}
                />
              ))}
              {units
                .filter((unit) => inside([unit], row.count).length === 0)
                .map((unit) => (
                  <Cross key={unit} x={x(row, unit)} y={y(i)} reach={side / 2.5} />
                ))}
            </g>
          );
        })}
      </>
    ),
    onPress: look,
    onHover: (place) => {
      if (place) look(place);
    },
    onKey: (key) => {
      const move = arrows[key];
      if (!move) return false;
      const [down, right] = move;
      update((now) => (down ? climbed(now, -down) : looked(now, now.at.row, now.at.unit + right)));
      return true;
    },
  };
}

/** From the leftmost to the rightmost thing that may be drawn, padding included, in pixels of the input. */
function extent({ layers }: ReceptiveFieldState, all: Row[]): [number, number] {
  const ends = all.flatMap((row, i) => {
    const padding = layers[i]?.padding ?? 0; // which the next layer puts around this row
    return [centre(row, -padding), centre(row, row.count - 1 + padding)];
  });
  return [Math.min(...ends) - 0.7, Math.max(...ends) + 0.7];
}

function cone(ends: { left: number; right: number; y: number }[], side: number): string {
  const left = ends.map(({ left, y }) => `${left - side / 2},${y}`);
  const right = ends.map(({ right, y }) => `${right + side / 2},${y}`).reverse();
  return [...left, ...right].join(' ');
}

function Label({ row, index, state, y }: { row: Row; index: number; state: ReceptiveFieldState; y: number }) {
  const text = { 'font-size': 12, fill: colours.ink, 'dominant-baseline': 'central' } as const;
  return (
    <>
      <text x={0} y={y} {...text} font-weight={index === state.at.row ? 'bold' : 'normal'}>
        {layerName(state, index)}
      </text>
      <text x={room.left + room.middle + 8} y={y} {...text}>
        {texts.sees(row.size)}
      </text>
    </>
  );
}

/** How a row is called; 0 is the input. */
export const layerName = ({ layers }: ReceptiveFieldState, row: number): string =>
  row === 0 ? say(texts.input) : texts.layer(row, layers[row - 1].name);

function Cross({ x, y, reach }: { x: number; y: number; reach: number }) {
  const d = `M${x - reach} ${y - reach}L${x + reach} ${y + reach}M${x - reach} ${y + reach}L${x + reach} ${y - reach}`;
  return <path d={d} stroke={colours.ink} stroke-width="1.5" />;
}

function colourOf(row: number, chosen: number): string {
  if (row === chosen) return colours.output;
  return row === 0 ? colours.input : colours.kernel;
}
