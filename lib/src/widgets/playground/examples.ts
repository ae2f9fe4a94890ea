import { type LabelledPoints, random, samplePoints } from '../../maths';
import { features, type Settings } from './settings';

/** Points as the network gets them. */
export interface Examples extends LabelledPoints {
  /** `[count, features]` */
  rows: number[][];
  /** `[count, 1]` */
  targets: number[][];
}

export const pointCount = 300;

export const featuresOf = (settings: Pick<Settings, 'features'>, [x, y]: readonly number[]): number[] =>
  settings.features.map((name) => features[name].of(x, y));

type DataSettings = Pick<Settings, 'data' | 'noise' | 'trainingShare' | 'seed' | 'features'>;

let last: { key: string; examples: { training: Examples; test: Examples } } | undefined;

/** The points to learn from, and those that are held out. The same settings give the same points; those asked for last are kept. */
export function examplesOf(settings: DataSettings): { training: Examples; test: Examples } {
  const { data, noise, trainingShare, seed } = settings;
  const key = [data, noise, trainingShare, seed, ...settings.features].join(' ');
  if (last?.key === key) return last.examples;
  const { points, labels } = samplePoints(data, pointCount, { noise, random: random(`points ${seed}`) });
  const count = Math.round(trainingShare * pointCount);
  const part = (from: number, to: number): Examples => ({
    points: points.slice(from, to),
    labels: labels.slice(from, to),
    rows: points.slice(from, to).map((point) => featuresOf(settings, point)),
    targets: labels.slice(from, to).map((label) => [label]),
  });
  last = { key, examples: { training: part(0, count), test: part(count, pointCount) } };
  return last.examples;
}
