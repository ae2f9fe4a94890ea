import type { tf } from '../engine';
import { UserError } from '../project';
import { scheduled } from './optimizer-choice';
import type { Schedule, TrainingPosition } from './schedules';

/**
 * Factors of the learning rate by groups of layers. A group are the layers whose names begin with its own, such as `stage4` or
 * `head`; of two that fit a layer, the longer one counts, and a layer of no group has the factor 1. A factor is a number from 0,
 * or a schedule of such numbers.
 */
export type GroupRates = Readonly<Record<string, number | Schedule>>;

/** The factor of each trainable weight, by the id of its variable, at one step of a training. */
export type FactorsAt = (position: TrainingPosition) => ReadonlyMap<number, number>;

/** @throws UserError for a group without layers, or a factor that cannot be */
export function groupRates(model: tf.LayersModel, rates: GroupRates): FactorsAt {
  const groups = Object.entries(rates);
  for (const [group, factor] of groups) {
    if (group === '' || !model.layers.some(({ name }) => name.startsWith(group))) {
      throw new UserError(
        `learningRates has the group '${group}', but ${model.name} has no layer whose name begins so: its layers are ${names(model)}.`,
      );
    }
    if (typeof factor === 'function' || (Number.isFinite(factor) && factor >= 0)) continue;
    throw new UserError(`learningRates of '${group}' must be a factor from 0 or a schedule, got ${String(factor)}.`);
  }
  const longest = [...groups].sort(([a], [b]) => b.length - a.length);
  const members = model.layers.flatMap((layer) => {
    const group = longest.find(([name]) => layer.name.startsWith(name));
    return group ? [{ factor: group[1], layer }] : [];
  });
  return (position) =>
    new Map(
      members.flatMap(({ factor, layer }) => {
        const now = typeof factor === 'number' ? factor : scheduled(factor, position);
        return layer.trainableWeights.map((weight) => [(weight.read() as tf.Variable).id, now] as const);
      }),
    );
}

function names(model: tf.LayersModel): string {
  const all = model.layers.map(({ name }) => name);
  return all.length > 12 ? `${all.slice(0, 6).join(', ')}, …, ${all.slice(-3).join(', ')}` : all.join(', ');
}
