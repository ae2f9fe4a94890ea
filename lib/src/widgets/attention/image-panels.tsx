import { say } from '../../languages/texts';
import type { Image } from '../../maths';
import { colours } from '../../visualizers/colours';
import { toRaster } from '../../visualizers/raster';
import { arrows } from '../shell/arrows';
import type { Panel, Place, Update } from '../shell/widget';
import { inWords, percent } from './numbers';
import { type AttentionGiven, type AttentionState, looked, strongest, walked } from './state';
import { texts } from './texts';

const side = 300;
const most = 5;
/** with more columns, numbers have no room in their places */
const columnsWithNumbers = 8;

type WithImage = AttentionGiven & { image: { pixels: Image; rows: number; columns: number } };

/** The image with its query and lines to what it looks at, and the weights of all places. */
export function imagePanels(
  state: AttentionState,
  update: Update<AttentionState>,
  given: WithImage,
  weights: number[],
): Panel[] {
  const { pixels, rows, columns } = given.image;
  const scale = side / Math.max(pixels.length, pixels[0].length);
  const [width, height] = [pixels[0].length * scale, pixels.length * scale];
  const [cellWidth, cellHeight] = [width / columns, height / rows];
  const corner = (place: number) => ({
    x: (place % columns) * cellWidth,
    y: Math.floor(place / columns) * cellHeight,
  });
  const middle = (place: number) => ({ x: corner(place).x + cellWidth / 2, y: corner(place).y + cellHeight / 2 });
  const look = ({ x, y }: Place) => {
    const within = (index: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(index)));
    update((now) => looked(now, within(y / cellHeight, rows) * columns + within(x / cellWidth, columns), given));
  };
  const hands = {
    keys: say(texts.imageKeys),
    onPress: look,
    onHover: (place?: Place) => {
      if (place) look(place);
    },
    onKey: (key: string) => {
      const move = arrows[key];
      if (move) update((now) => walked(now, ...move, given));
      return move !== undefined;
    },
  };
  const frame = (
    <rect
      {...corner(state.at)}
      {...{ width: cellWidth, height: cellHeight }}
      fill="none"
      stroke={colours.output}
      stroke-width="3"
    />
  );
  const order = strongest(weights);
  const largest = weights[order[0]];
  const list = inWords(weights, given.to, most);
  const start = middle(state.at);
  return [
    {
      id: 'image',
      title: say(texts.imageTitle),
      label: texts.imageLabel(rows, columns, given.from[state.at]),
      width,
      height,
      raster: toRaster(pixels),
      marks: (
        <>
          {order.slice(0, most).map((key) => {
            const end = middle(key);
            return (
              <g
                key={key}
                stroke={colours.yellow}
                fill={colours.yellow}
                stroke-opacity={0.3 + 0.7 * (weights[key] / largest)}
              >
                <line
                  {...{ x1: start.x, y1: start.y, x2: end.x, y2: end.y }}
                  stroke-width={1 + 4 * (weights[key] / largest)}
                />
                <circle cx={end.x} cy={end.y} r="4" />
              </g>
            );
          })}
          {frame}
        </>
      ),
      ...hands,
    },
    {
      id: 'heat',
      title: texts.heatTitle(percent(largest)),
      label: texts.heatLabel(list),
      width,
      height,
      raster: toRaster(
        Array.from({ length: rows }, (_, y) => weights.slice(y * columns, (y + 1) * columns)),
        { scale: 'value', min: 0, max: largest },
      ),
      marks: (
        <>
          {columns <= columnsWithNumbers &&
            weights.map((weight, key) => (
              <text
                key={key}
                {...middle(key)}
                text-anchor="middle"
                dominant-baseline="central"
                font-size="12"
                fill={weight > 0.5 * largest ? '#000000' : '#FFFFFF'}
              >
                {percent(weight)}
              </text>
            ))}
          {frame}
        </>
      ),
      ...hands,
    },
  ];
}
