import { colours } from '../../visualizers/colours';
import { inCell } from '../../visualizers/number-text';
import { toRaster } from '../../visualizers/raster';
import type { Tile } from '../shell/widget';
import { inkOn, type Shades } from './shades';

/** Numbers as coloured squares on a panel, each written into its square where there is room. */
export interface NumberCells {
  x: number;
  y: number;
  /** of the longer side */
  side: number;
  /** rows of numbers; undefined: in the padding */
  values: (number | undefined)[][];
  shades: Shades;
  caption: string;
}

const roomForText = 21;

const pixelOf = ({ values, side }: NumberCells): number => side / Math.max(values.length, values[0].length);

export function cellsTile(cells: NumberCells): Tile {
  const { x, y, values, shades } = cells;
  const pixel = pixelOf(cells);
  const numbers = values.map((row) => row.map((value = 0) => value));
  const [width, height] = [values[0].length * pixel, values.length * pixel];
  return { x, y, width, height, raster: toRaster(numbers, shades) };
}

/** The caption above, the numbers inside. */
export function CellsText({ cells }: { cells: NumberCells }) {
  const { x, y, side, values, shades, caption } = cells;
  const pixel = pixelOf(cells);
  return (
    <g>
      <text x={x + side / 2} y={y - 5} font-size="12" text-anchor="middle" fill={colours.ink}>
        {caption}
      </text>
      {pixel >= roomForText && (
        <g font-size={Math.min(11, pixel / 2.5)} text-anchor="middle">
          {values.flatMap((row, r) =>
            row.map((value, c) => (
              <text
                key={`${r} ${c}`}
                x={x + (c + 0.5) * pixel}
                y={y + (r + 0.5) * pixel + 3.5}
                fill={inkOn(shades, value ?? 0)}
              >
                {value === undefined ? '–' : inCell(value).replace(/^(−?)0\./, '$1.')}
              </text>
            )),
          )}
        </g>
      )}
    </g>
  );
}
