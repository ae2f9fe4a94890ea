import { say } from '../../languages/texts';
import { colours } from '../../visualizers/colours';
import { toRaster } from '../../visualizers/raster';
import { Choice, PushButton, Slider } from '../shell/controls';
import type { Panel, Update, View, Widget } from '../shell/widget';
import { planePanel } from './plane-panel';
import {
  advanced,
  allClasses,
  imageHere,
  initialState,
  type LatentSpaceGiven,
  type LatentSpaceState,
  movedTo,
  nearest,
  reachOf,
  stopsOnWalk,
  walked,
  walkedTo,
  walkImages,
  withEnd,
} from './state';
import { coordinate, words } from './words';

/** A point of a latent space is dragged, and the decoder makes its image; two points are the ends of a walk. */
export const latentSpaceWidget: Widget<LatentSpaceGiven, LatentSpaceState> = {
  name: 'latent-space',
  title: ({ title = words.title }) => say(title),
  initial: initialState,
  view,
  advance: advanced,
};

function view(state: LatentSpaceState, update: Update<LatentSpaceState>, given: LatentSpaceGiven): View {
  return {
    panels: [planePanel(state, update, given), imagePanel(state, given), walkPanel(state, update, given)],
    controls: controls(state, update, given),
    // A screen reader would read out every frame of a walk.
    status: state.walking ? say(words.walking) : words.status(state, nearest(state, given)),
  };
}

const side = 280;

function imagePanel(state: LatentSpaceState, given: LatentSpaceGiven): Panel {
  const image = imageHere(state, given);
  const scale = side / Math.max(image.length, image[0].length);
  return {
    id: 'image',
    title: say(words.image),
    width: image[0].length * scale,
    height: image.length * scale,
    raster: toRaster(image),
    label: say(words.imageLabel),
  };
}

const stop = 80;
const gap = 4;

function walkPanel(state: LatentSpaceState, update: Update<LatentSpaceState>, given: LatentSpaceGiven): Panel {
  const images = walkImages(state, given);
  const tall = (stop * images[0].length) / images[0][0].length;
  const place = (share: number) => stop / 2 + share * (stopsOnWalk - 1) * (stop + gap);
  const at = place(state.share);
  return {
    id: 'walk',
    title: say(words.walk),
    width: stopsOnWalk * (stop + gap) - gap,
    height: tall + 12,
    label: say(words.walkLabel),
    keys: say(words.walkKeys),
    grips: [],
    tiles: images.map((image, i) => ({
      x: i * (stop + gap),
      y: 0,
      width: stop,
      height: tall,
      raster: toRaster(image),
    })),
    marks: <path d={`M${at} ${tall + 1}l7 11h-14z`} fill={colours.kernel} />,
    onDrag: ({ x }) => update((now) => walkedTo(now, (x - stop / 2) / (place(1) - place(0)))),
    onKey: (key) => {
      const share = { ArrowLeft: -1, ArrowRight: 1 }[key];
      if (share !== undefined) update((now) => walkedTo(now, now.share + share / (stopsOnWalk - 1)));
      return share !== undefined;
    },
  };
}

function controls(state: LatentSpaceState, update: Update<LatentSpaceState>, given: LatentSpaceGiven) {
  const reach = reachOf(given);
  const [z1, z2] = state.z;
  const slider = { min: -reach, max: reach, step: 0.05 };
  return (
    <>
      <Slider
        {...{ ...slider, label: words.first, value: z1, text: coordinate(z1) }}
        onChange={(value) => update((now) => movedTo(now, [value, now.z[1]], reach))}
      />
      <Slider
        {...{ ...slider, label: words.second, value: z2, text: coordinate(z2) }}
        onChange={(value) => update((now) => movedTo(now, [now.z[0], value], reach))}
      />
      <PushButton onPress={() => update((now) => withEnd(now, 'from'))}>{say(words.from)}</PushButton>
      <PushButton onPress={() => update((now) => withEnd(now, 'to'))}>{say(words.to)}</PushButton>
      <PushButton onPress={() => update(walked)}>{state.walking ? say(words.stop) : say(words.start)}</PushButton>
      <Slider
        {...{
          label: say(words.share),
          min: 0,
          max: 1,
          step: 0.02,
          value: state.share,
          text: words.percent(state.share),
        }}
        onChange={(share) => update((now) => walkedTo(now, share))}
      />
      <Choice
        label={say(words.shown)}
        value={state.shown}
        options={[[allClasses, say(words.all)], ...given.classNames.map((name) => [name, name] as const)]}
        onChange={(shown) => update((now) => ({ ...now, shown }))}
      />
    </>
  );
}
