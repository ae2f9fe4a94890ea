import { say } from '../../languages/texts';
import type { Image } from '../../maths';
import { colours } from '../../visualizers/colours';
import { toRaster } from '../../visualizers/raster';
import { arrows } from '../shell/arrows';
import type { Panel, Place, Update, View, Widget } from '../shell/widget';
import { controls } from './sliders';
import {
  type AugmentationGiven,
  type AugmentationState,
  after,
  changed,
  dragged,
  draws,
  grabbed,
  grid,
  initialState,
  meanChange,
  mosaic,
  walked,
} from './state';
import { texts } from './texts';
import { inWords, labelInWords, number } from './words';

/** sides of pictures, in pixels of the page */
const side = { one: 190, tile: 84 };

/** An image and what augmentations make of it: as they are set, and drawn at random as in a training. */
export const augmentation: Widget<AugmentationGiven, AugmentationState> = {
  name: 'augmentation',
  title: ({ title = texts.title }) => say(title),
  initial: initialState,
  view,
};

type Shown = ReturnType<typeof after>;

function view(state: AugmentationState, update: Update<AugmentationState>, given: AugmentationGiven): View {
  const { image, label } = given.examples[state.chosen];
  const shown = after(state, given);
  const all = draws(state, given);
  const ofDraw = all[state.at].change;
  const draw = texts.drawTold(state.at + 1, inWords(ofDraw, given), labelInWords(ofDraw, state.chosen, given));
  return {
    panels: [
      {
        id: 'before',
        title: say(texts.before),
        label: texts.beforeLabel(label),
        ...sizeOf(image),
        raster: toRaster(image),
      },
      afterPanel(state, update, given, shown),
      drawsPanel(state, update, given, all),
    ],
    controls: controls(state, update, given),
    details: (
      <>
        <p class="note">{draw}</p>
        <p class="note">{say(texts.drawsNote)}</p>
      </>
    ),
    status: texts.status(labelInWords(shown.change, state.chosen, given)),
    also: texts.also(number(meanChange(image, shown.image), 3)),
    heard: [state.walked ? draw : ''],
  };
}

/** Of a picture of one image on the page. */
function sizeOf(image: Image): { width: number; height: number } {
  const pixel = side.one / Math.max(image.length, image[0].length);
  return { width: image[0].length * pixel, height: image.length * pixel };
}

function afterPanel(
  state: AugmentationState,
  update: Update<AugmentationState>,
  given: AugmentationGiven,
  { change, image }: Shown,
): Panel {
  const { width, height } = sizeOf(image);
  const at = ({ x, y }: Place) => [(x * image[0].length) / width, (y * image.length) / height] as const;
  return {
    id: 'after',
    title: say(texts.after),
    label: texts.afterLabel(inWords(change, given), labelInWords(change, state.chosen, given)),
    keys: say(texts.afterKeys),
    width,
    height,
    raster: toRaster(image),
    onDrag: (place, phase) => {
      if (phase === 'down') update((now) => grabbed(now, ...at(place)));
      else if (phase === 'move') update((now) => dragged(now, ...at(place), given));
      else update((now) => ({ ...now, grip: undefined }));
    },
    onKey: (key) => {
      const move = arrows[key];
      if (!move) return false;
      const [down, right] = move;
      update((now) => changed(now, { down: now.settings.down + down, right: now.settings.right + right }, given));
      return true;
    },
  };
}

function drawsPanel(
  state: AugmentationState,
  update: Update<AugmentationState>,
  given: AugmentationGiven,
  all: Shown[],
): Panel {
  const picture = mosaic(all.map(({ image }) => image));
  const { image } = all[0];
  const pixel = side.tile / Math.max(image.length, image[0].length);
  const [height, width] = [(image.length + 1) * pixel, (image[0].length + 1) * pixel];
  const { change } = all[state.at];
  const look = ({ x, y }: Place) => {
    const row = Math.min(grid.rows - 1, Math.max(0, Math.floor(y / height)));
    const column = Math.min(grid.columns - 1, Math.max(0, Math.floor(x / width)));
    update((now) => ({ ...now, at: row * grid.columns + column }));
  };
  const [row, column] = [Math.floor(state.at / grid.columns), state.at % grid.columns];
  return {
    id: 'draws',
    title: texts.draws(state.seed),
    label: texts.drawsLabel(state.at + 1, inWords(change, given), labelInWords(change, state.chosen, given)),
    keys: say(texts.drawsKeys),
    width: picture[0].length * pixel,
    height: picture.length * pixel,
    raster: toRaster(picture),
    marks: (
      <rect
        {...{ x: column * width, y: row * height, width: width - pixel, height: height - pixel }}
        fill="none"
        stroke={colours.kernel}
        stroke-width="3"
      />
    ),
    onPress: look,
    onHover: (place) => {
      if (place) look(place);
    },
    onKey: (key) => {
      const move = arrows[key];
      if (move) update((now) => walked(now, ...move));
      return move !== undefined;
    },
  };
}
