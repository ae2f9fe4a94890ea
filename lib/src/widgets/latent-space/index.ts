import { checkOptions } from '../../maths/options';
import { UserError } from '../../user-error';
import { type ClassLabels, numberedLabels } from '../../visualizers/class-labels';
import { type DecoderModel, readDecoder } from './read-decoder';
import type { LatentSpaceGiven, Point } from './state';

export type { DecoderModel } from './read-decoder';

export interface LatentSpaceWidgetOptions {
  /** from two latent numbers to an image: dense layers, reshape, transposed convolutions */
  decoder: DecoderModel;
  /** where images lie, `[count][2]`, as `latentPoints` gives them; at most 1,000 are shown, evenly chosen */
  points: readonly number[][];
  /** the class of each point, a number or a name */
  labels: ClassLabels;
  /** `classNames[label]`; default: those that occur */
  classNames?: readonly string[];
  /** where the walk begins, and where the reader is at first; default: the first point of the first class that has one */
  from?: number[];
  /** where the walk ends; default: the first point of the next class */
  to?: number[];
  title?: string;
}

const call = 'widget.latentSpace';
const most = 1000;

/** What the page gets. @throws UserError in one sentence for what cannot be shown */
export function latentSpaceGiven(options: LatentSpaceWidgetOptions): LatentSpaceGiven {
  checkOptions(options, ['decoder', 'points', 'labels', 'classNames', 'from', 'to', 'title'], call);
  const decoder = readDecoder(options.decoder);
  const { points: all, labels: given } = options;
  if (!Array.isArray(all) || all.length === 0) {
    throw new UserError(`${call}: points must be a list of points, as latentPoints gives them.`);
  }
  if (given?.length !== all.length) {
    throw new UserError(
      `${call}: there are ${all.length} points and ${given?.length ?? 0} labels; give one label each.`,
    );
  }
  const { classNames, numbers } = numberedLabels({ labels: given }, options.classNames, call);
  const step = Math.ceil(all.length / most);
  const some = <Value>(values: readonly Value[]) => values.filter((_, i) => i % step === 0);
  const points = some(all).map((point, i) => readPoint(point, `points[${i * step}]`));
  const labels = some(numbers[0]);
  const [first, next] = [...new Set(labels)].sort((a, b) => a - b);
  const ofClass = (label: number) => points[Math.max(0, labels.indexOf(label))];
  return {
    title: options.title,
    decoder,
    points,
    labels,
    classNames,
    from: options.from ? readPoint(options.from, 'from') : ofClass(first),
    to: options.to ? readPoint(options.to, 'to') : ofClass(next ?? first),
  };
}

/** Two finite numbers, rounded to what the eye can tell, so that a page stays small. */
function readPoint(point: readonly number[], name: string): Point {
  if (!Array.isArray(point) || point.length !== 2 || !point.every(Number.isFinite)) {
    throw new UserError(`${call}: ${name} must be two finite numbers, got ${JSON.stringify(point)}.`);
  }
  const [z1, z2] = point.map((z: number) => Math.round(z * 100) / 100);
  return [z1, z2];
}
