import type { Image } from '../../maths';
import { colours } from '../../visualizers/colours';
import { type Raster, toRaster } from '../../visualizers/raster';
import { arrows } from '../shell/arrows';
import type { Panel, Update } from '../shell/widget';
import { type Drawn, dotted, drawnTo, type LenetState, penMoved } from './state';
import { drawing } from './texts';
import { fieldOf, windowOf } from './unit';

/** of the longer side, in pixels of the page */
export const drawingSide = 252;

/** The image, drawn on by pen and by keys; what the chosen unit sees of it is framed. */
export function drawingPanel(state: LenetState, update: Update<LenetState>, layers: Drawn[]): Panel {
  const { image, cursor, penDown, unit } = state;
  const [rows, columns] = [image.length, image[0].length];
  const pixel = drawingSide / Math.max(rows, columns);
  const { stage, seen } = layers[unit.layer];
  const field = unit.layer === 0 && 'size' in stage ? windowOf(stage, seen, unit) : reach(fieldOf(layers, unit));
  return {
    id: 'drawing',
    title: drawing.title(),
    label: drawing.label(rows, columns),
    keys: drawing.keys(penDown),
    width: columns * pixel,
    height: rows * pixel,
    raster: picture(image),
    marks: (
      <>
        <rect width={columns * pixel} height={rows * pixel} fill="none" stroke={colours.grid} />
        <rect
          x={field.left * pixel}
          y={field.top * pixel}
          width={field.width * pixel}
          height={field.height * pixel}
          fill="none"
          stroke={colours.kernel}
          stroke-width="2"
        />
        <rect
          x={cursor.x * pixel + 1}
          y={cursor.y * pixel + 1}
          width={pixel - 2}
          height={pixel - 2}
          fill="none"
          stroke={colours.sky}
          stroke-width={penDown ? 2.5 : 1}
          stroke-dasharray={penDown ? undefined : '2 2'}
        />
      </>
    ),
    onDrag: ({ x, y }, phase) => update((now) => drawnTo(now, { y: y / pixel, x: x / pixel }, phase)),
    onKey: (key) => {
      const move = arrows[key];
      if (move) update((now) => penMoved(now, ...move));
      else if (key === ' ') update(dotted);
      else if (key === 'Enter') update((now) => ({ ...now, penDown: !now.penDown }));
      else if (key === 'Escape' && penDown) update((now) => ({ ...now, penDown: false }));
      else return false;
      return true;
    },
  };
}

const pictures = new WeakMap<Image, Raster>();

function picture(image: Image): Raster {
  const known = pictures.get(image) ?? toRaster(image, { min: 0, max: 1 });
  pictures.set(image, known);
  return known;
}

const reach = ({ top, left, bottom, right }: ReturnType<typeof fieldOf>) => ({
  top,
  left,
  height: bottom - top + 1,
  width: right - left + 1,
});
