import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';

/** All that the widget says. */
export const texts = {
  title: toSay('Augmentation to play with'),
  image: toSay('Image'),
  example: (number: number, label: string) => say('{number}: {label}', { number, label }),
  flip: toSay('Flip'),
  right: toSay('Shift right'),
  down: toSay('Shift down'),
  rotation: toSay('Rotation'),
  zoom: toSay('Zoom'),
  brightness: toSay('Brightness'),
  contrast: toSay('Contrast'),
  noise: toSay('Noise'),
  cutout: toSay('Cutout'),
  mixup: toSay('Mixup'),
  pixels: (value: string) => say('{n} px', { n: value }),
  degrees: (value: string) => `${value}°`,
  percent: (value: string) => say('{n} %', { n: value }),
  nothing: toSay('No change'),
  otherDraws: toSay('Other draws'),
  before: toSay('Before'),
  beforeLabel: (label: string) => say('The image as it is: {label}.', { label }),
  after: toSay('As set: drag to shift'),
  afterLabel: (change: string, label: string) => say('{change}. Its label: {label}.', { change, label }),
  afterKeys: toSay('Arrow keys shift it by a pixel.'),
  draws: (seed: number) => say('Twelve random draws, seed {seed}', { seed }),
  drawsLabel: (number: number, change: string, label: string) =>
    say('Draw {number}: {change}. Its label: {label}.', { number, change, label }),
  drawsKeys: toSay('Arrow keys go from draw to draw.'),
  drawTold: (number: number, change: string, label: string) =>
    say('Draw {number}: {change}. Label: {label}.', { number, change, label }),
  drawsNote: toSay(
    'The sliders set the ends: each draw flips or not, goes up to them in both directions, zooms and mixes from nothing up to them, and cuts out anywhere.',
  ),
  status: (label: string) => say('Label in training: {label}. Would you still say so?', { label }),
  also: (change: string) => say('On average a value changed by {change}.', { change }),
  none: toSay('unchanged'),
  changes: {
    flip: toSay('flipped'),
    right: (pixels: number) => (pixels > 0 ? say('{n} px right', { n: pixels }) : say('{n} px left', { n: -pixels })),
    down: (pixels: number) => (pixels > 0 ? say('{n} px down', { n: pixels }) : say('{n} px up', { n: -pixels })),
    rotation: (degrees: string) => say('turned by {n}°', { n: degrees }),
    zoom: (percent: string) => say('{n} % of its size', { n: percent }),
    brightness: (amount: string) => say('brightness {amount}', { amount }),
    contrast: (factor: string) => say('contrast × {factor}', { factor }),
    noise: (deviation: string) => say('noise {deviation}', { deviation }),
    cutout: (pixels: number) => say('cutout of {n} px', { n: pixels }),
    mixup: (percent: string, label: string) => say('{n} % of {label} mixed in', { n: percent, label }),
  },
};
