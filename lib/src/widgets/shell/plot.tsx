import { colours, series } from '../../visualizers/colours';
import { short } from '../../visualizers/number-text';

/** A part of the plane that fills a panel, y upwards. */
export interface Plane {
  x: readonly [number, number];
  y: readonly [number, number];
  /** of the panel */
  width: number;
  height: number;
}

export const across = ({ x: [from, to], width }: Plane, x: number): number => ((x - from) / (to - from)) * width;
export const down = ({ y: [from, to], height }: Plane, y: number): number => ((to - y) / (to - from)) * height;
/** The number of the plane that lies `pixels` to the right of the panel's edge. */
export const xAt = ({ x: [from, to], width }: Plane, pixels: number): number => from + (pixels / width) * (to - from);

/** The number of the plane that lies `pixels` below the panel's upper edge. */
export const yAt = ({ y: [from, to], height }: Plane, pixels: number): number => to - (pixels / height) * (to - from);

/** The two axes through 0, a frame, and the numbers at the ends. */
export function Axes({ plane }: { plane: Plane }) {
  const { x, y, width, height } = plane;
  const line = { stroke: colours.ink, 'stroke-width': 1 };
  const text = { 'font-size': 11, fill: colours.ink };
  return (
    <g>
      <rect width={width} height={height} fill="none" stroke={colours.grid} />
      {x[0] < 0 && x[1] > 0 && <line x1={across(plane, 0)} x2={across(plane, 0)} y1={0} y2={height} {...line} />}
      {y[0] < 0 && y[1] > 0 && <line x1={0} x2={width} y1={down(plane, 0)} y2={down(plane, 0)} {...line} />}
      <text x={3} y={height - 4} {...text}>
        {short(x[0])}
      </text>
      <text x={width - 3} y={height - 4} text-anchor="end" {...text}>
        {short(x[1])}
      </text>
      <text x={3} y={12} {...text}>
        {short(y[1])}
      </text>
    </g>
  );
}

/** The curve of a function over the whole plane; what leaves the plane is cut off at its edge. */
export function Curve({ plane, of, colour = series[0] }: { plane: Plane; of(x: number): number; colour?: string }) {
  const points = Array.from({ length: plane.width + 1 }, (_, pixel) => {
    const y = Math.min(plane.y[1], Math.max(plane.y[0], of(xAt(plane, pixel))));
    return `${pixel},${down(plane, y).toFixed(2)}`;
  });
  return <polyline points={points.join(' ')} fill="none" stroke={colour} stroke-width="2.5" />;
}

/** A histogram: bars from 0 up, each as wide as its bin. */
export function Bars(given: {
  plane: Plane;
  bins: readonly { from: number; to: number; height: number }[];
  colour: string;
}) {
  const { plane, bins, colour } = given;
  return (
    <g fill={colour} fill-opacity="0.7">
      {bins.map(({ from, to, height }) => {
        const top = down(plane, Math.min(height, plane.y[1]));
        return (
          <rect
            key={from}
            x={across(plane, from)}
            width={Math.max(1, across(plane, to) - across(plane, from) - 1)}
            y={top}
            height={down(plane, 0) - top}
          />
        );
      })}
    </g>
  );
}
