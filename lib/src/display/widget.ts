import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { figureCatalogOf } from '../languages/catalog';
import { pageTexts } from '../languages/page-texts';
import { language } from '../languages/say';
import { sayAgain } from '../languages/say-again';
import { projectRoot } from '../project';
import { UserError } from '../user-error';
import {
  type ActivationsWidgetOptions,
  type AttentionWidgetOptions,
  type AugmentationWidgetOptions,
  type BackpropWidgetOptions,
  type BoxesWidgetOptions,
  type ConvolutionWidgetOptions,
  embed,
  embedded,
  type LatentSpaceWidgetOptions,
  type LenetWidgetOptions,
  type LiveModel,
  type PlaygroundWidgetOptions,
  type PoolingWidgetOptions,
  type RaceWidgetOptions,
  type ReceptiveFieldWidgetOptions,
  widgets,
} from '../widgets';
import type { Widget } from '../widgets/shell/widget';
import { showHtml } from './html';

/**
 * Live instruments below a cell: they run in the page, on the very code of the course, without the kernel and without a network.
 *
 * @example widget.convolution({ kernel: 'sobelY', stride: 2 });
 */
export const widget = {
  /** A kernel slides over an image that you draw; weights, stride, padding and dilation can be changed. */
  convolution: (options?: ConvolutionWidgetOptions): void =>
    showWidget(widgets.convolution.widget, widgets.convolution.given(options)),

  /** A unit f(w·x + b): its curve, its slope, and what it makes of normally distributed inputs. */
  activations: (options?: ActivationsWidgetOptions): void =>
    showWidget(widgets.activations.widget, widgets.activations.given(options)),

  /** A window makes one number of several; the image can be drawn and moved by a pixel. */
  pooling: (options?: PoolingWidgetOptions): void => showWidget(widgets.pooling.widget, widgets.pooling.given(options)),

  /** Words, or places of an image, and how much each looks at the others: by weights, or by queries and keys. */
  attention: (options?: AttentionWidgetOptions): void =>
    showWidget(widgets.attention.widget, widgets.attention.given(options)),

  /** Images, what augmentations make of them, and random draws as in a training. */
  augmentation: (options?: AugmentationWidgetOptions): void =>
    showWidget(widgets.augmentation.widget, widgets.augmentation.given(options)),

  /** One unit and its loss: values forward, gradients backward, number by number, and steps of learning. */
  backprop: (options?: BackpropWidgetOptions): void =>
    showWidget(widgets.backprop.widget, widgets.backprop.given(options)),

  /**
   * A network that you have trained: draw, and each feature map and each probability follows the pen; each unit shows how it is computed.
   *
   * @param model a `tf.sequential` of convolutions, pooling, flatten and dense layers
   * @example widget.lenet(model, { images: test.take({ count: 12 }) });
   */
  lenet: (model: LiveModel, options?: LenetWidgetOptions): void =>
    showWidget(widgets.lenet.widget, widgets.lenet.given(model, options)),

  /** Boxes to drag: their IoU, and which of them non-maximum suppression keeps. */
  boxes: (options?: BoxesWidgetOptions): void => showWidget(widgets.boxes.widget, widgets.boxes.given(options)),

  /** A point of a latent space is dragged, and the page decodes its image; and a walk between two points. */
  latentSpace: (options: LatentSpaceWidgetOptions): void =>
    showWidget(widgets['latent-space'].widget, widgets['latent-space'].given(options)),

  /** A small network learns to part points of two classes; its boundary, its units and its losses are watched. */
  playground: (options?: PlaygroundWidgetOptions): void =>
    showWidget(widgets.playground.widget, widgets.playground.given(options)),

  /** Six rules descend on a surface from where you put them; each has a rate of its own. */
  race: (options?: RaceWidgetOptions): void => showWidget(widgets.race.widget, widgets.race.given(options)),

  /** A stack of layers of your own: what a unit of any of them sees in those before, and of the input. */
  receptiveField: (options?: ReceptiveFieldWidgetOptions): void =>
    showWidget(widgets.receptiveField.widget, widgets.receptiveField.given(options)),
};

function showWidget<Given, State>(shown: Widget<Given, State>, given: Given): void {
  const { markup, text } = htmlOf(shown, given, memoryOf(shown, given));
  showHtml(markup, text);
}

function htmlOf<Given, State>(shown: Widget<Given, State>, given: Given, memory: string) {
  const script = bundle(shown.name);
  const titled = withTitle(given);
  return embed(shown, titled, { script, memory, texts: pageTexts(script, titled) });
}

/**
 * A widget that an English notebook has shown, in the language of the work: the numbers are in its HTML, so nothing has to be executed again.
 * @returns undefined for HTML of something else
 */
export function widgetSaid(markup: string): { markup: string; text: string } | undefined {
  const { given, memory } = embedded(markup) ?? {};
  const name = memory && nameInMemory(memory);
  const known = Object.values(widgets).find(({ widget }) => widget.name === name);
  if (memory === undefined || known === undefined) return undefined;
  const said = 'said' in known ? (known.said as (given: unknown) => unknown)(given) : given;
  return htmlOf(known.widget as Widget<unknown, unknown>, said, memory);
}

/** The title that a cell gives in the language of the reader, as the titles of figures are. */
function withTitle<Given>(given: Given): Given {
  const { title } = given as { title?: string };
  return title === undefined ? given : { ...given, title: sayAgain(title, figureCatalogOf(language())) };
}

/** The bundle lies in lib/dist also when the library runs from its sources, as in tests. */
function bundle(name: string): string {
  const file = join(projectRoot, 'lib', 'dist', 'widgets', 'pages', `${name}.js`);
  if (!existsSync(file)) throw new UserError(`The widget ${name} has not been built: run npm start -- --setup-only.`);
  return readFileSync(file, 'utf8');
}

/** The same widget of the same notebook, run again with the same options (weights among them), goes on from where the reader left it. */
function memoryOf<Given, State>({ name, remember }: Widget<Given, State>, given: Given): string {
  const what = JSON.stringify(remember ? remember(given) : given);
  const options = createHash('sha256').update(what).digest('hex'); // images would double the output
  return `${process.env.JPY_SESSION_NAME ?? ''} ${name} ${options}`;
}

const nameInMemory = (memory: string): string | undefined => /(\S+) [0-9a-f]{64}$/.exec(memory)?.[1];
