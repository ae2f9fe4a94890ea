import { say } from '../../languages/texts';
import { short } from '../../visualizers/number-text';
import type { Activated } from './stages';
import { activationName } from './texts';

/** What is said of the computation of a unit. */

/** A number after a sign: `(−0.2)` */
export const bracketed = (value: number): string => (value < 0 ? `(${short(value)})` : short(value));

export const computation = {
  title: (name: string): string => say('How {name} comes about', { name }),
  image: () => say('image'),
  map: (channel: number): string => say('map {map}', { map: channel + 1 }),
  kernel: () => say('kernel'),
  inputs: () => say('inputs'),
  weights: () => say('weights'),
  products: () => say('products'),
  window: () => say('window'),
  /** one of the inputs of a dense layer */
  input: (isMap: boolean, channel: number, y: number, x: number): string =>
    isMap
      ? say('map {map} ({row}, {column})', { map: channel + 1, row: y + 1, column: x + 1 })
      : say('unit {unit}', { unit: channel + 1 }),
  strip: () => say('Products of each map, and their sum'),
  choose: () => say('Left and right arrows choose the map whose products are shown.'),
  /** `products 0.41 + bias 0.02 = 0.43` */
  sum: (maps: number, products: number, bias: number, sum: number): string => {
    const values = { products: short(products), bias: bracketed(bias), sum: short(sum) };
    return maps > 1
      ? say('all {maps} maps {products} + bias {bias} = {sum}', { maps, ...values })
      : say('products {products} + bias {bias} = {sum}', values);
  },
  activated: (activation: Activated, sum: number, output: number, classes: number): string => {
    if (activation === undefined) return '';
    if (activation === 'softmax')
      return say('softmax: e^{sum} divided by the sum over all {classes} classes = {output}', {
        sum: bracketed(sum),
        classes,
        output: short(output),
      });
    return `${activationName(activation)}(${short(sum)}) = ${short(output)}`;
  },
  pooled: (pooling: 'max' | 'average', output: number): string =>
    pooling === 'max'
      ? say('the largest of them is {output}', { output: short(output) })
      : say('their mean is {output}', { output: short(output) }),
  padding: (count: number): string => say('{count} of the values lie in the padding and count as 0.', { count }),
  largest: (products: readonly { name: string; value: number; weight: number }[]): string => {
    const terms = products.map(
      ({ name, value, weight }) => `${name} ${short(value)}·${bracketed(weight)} = ${short(value * weight)}`,
    );
    return say('Largest products: {terms}.', { terms: terms.join('; ') });
  },
};
