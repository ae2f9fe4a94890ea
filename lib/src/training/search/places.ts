import { type Configuration, placeOf, type Space, valueAt } from '../../maths/search-space';
import type { ChoiceMask, Place } from './matern';

/** Which dimensions of a space are choices. */
export function choicesOf(space: Space): ChoiceMask {
  return Object.values(space).map(({ kind }) => kind === 'choice');
}

/** Where a configuration lies for a Gaussian process: 0 … 1 along each range, the number of the value of each choice. */
export function placeIn(space: Space, configuration: Configuration): Place {
  return Object.entries(space).map(([name, dimension]) => {
    if (dimension.kind === 'choice') return dimension.values.indexOf(configuration[name]);
    return placeOf(dimension, configuration[name], name);
  });
}

/** The same text for the same configuration, in whatever order its names stand. */
export function keyOf(space: Space, configuration: Configuration): string {
  return JSON.stringify(Object.keys(space).map((name) => configuration[name]));
}

/** Moves a configuration a little: along ranges by a normal step of that many places, choices to another value now and then. */
export function nearby<S extends Space>(
  space: S,
  configuration: Configuration<S>,
  step: number,
  random: { uniform(): number; normal(mean: number, deviation: number): number },
): Configuration<S> {
  const moved = Object.entries(space).map(([name, dimension]) => {
    const value = configuration[name];
    // Some dimensions stay, so that single ones are tried too.
    if (random.uniform() < 0.4) return [name, value];
    if (dimension.kind === 'choice')
      return [name, random.uniform() < 0.5 ? value : valueAt(dimension, random.uniform())];
    return [name, valueAt(dimension, placeOf(dimension, value, name) + random.normal(0, step))];
  });
  return Object.fromEntries(moved) as Configuration<S>;
}
