import { say } from '../../languages/texts';
import type { Image } from '../../maths';
import { checkOptions } from '../../maths/options';
import { checkImage } from '../../maths/shapes';
import { UserError } from '../../user-error';
import { glyphs, isGlyph } from './glyphs';
import type { AugmentationGiven } from './state';

export interface AugmentationWidgetOptions {
  /** 1 to 8, all of one size of at most 64 × 64 pixels, with 1 or 3 channels, values 0 … 1; default: four signs */
  examples?: { image: Image; label: string }[];
  title?: string;
}

const call = 'widget.augmentation';
const most = { examples: 8, side: 64 };

/** What the page gets. @throws UserError in one sentence for what cannot be shown */
export function augmentationGiven(options: AugmentationWidgetOptions = {}): AugmentationGiven {
  checkOptions(options, ['examples', 'title'], call);
  const { examples, title } = options;
  if (examples === undefined) return { title, examples: glyphs() };
  if (!Array.isArray(examples) || examples.length < 1 || examples.length > most.examples) {
    throw new UserError(`${call}: examples must be a list of 1 to ${most.examples}, each { image, label }.`);
  }
  const shapes = examples.map((example, i) => {
    checkOptions(example, ['image', 'label'], `${call}, examples[${i}]`);
    if (typeof example.label !== 'string') throw new UserError(`${call}: examples[${i}].label must be a text.`);
    return checkImage(example.image, `examples[${i}].image`);
  });
  const [height, width, channels] = shapes[0];
  if (Math.max(height, width) > most.side || (channels !== 1 && channels !== 3)) {
    throw new UserError(
      `${call}: images may have at most ${most.side}×${most.side} pixels and need 1 or 3 channels, got ${height}×${width}×${channels}.`,
    );
  }
  const other = shapes.findIndex((shape) => String(shape) !== String(shapes[0]));
  if (other > 0) {
    throw new UserError(
      `${call}: images must be of one size, but examples[${other}] has ${shapes[other].join('×')} and examples[0] ${shapes[0].join('×')}.`,
    );
  }
  return { title, examples: examples.map(({ image, label }) => ({ image: brief(image), label })) };
}

/** With the names of the built-in signs, given in English, in the reader's language; labels of the notebook stay as they are. */
export function augmentationSaid(given: AugmentationGiven): AugmentationGiven {
  const examples = given.examples.map(({ image, label }) => ({ image, label: isGlyph(label) ? say(label) : label }));
  return { ...given, examples };
}

/** Four digits each are more than an eye or a byte can tell apart, and keep the output of the cell small. */
const brief = (image: Image): Image => image.map((row) => row.map((pixel) => pixel.map((v) => Number(v.toFixed(4)))));
