import { colours } from './colours';
import { short } from './number-text';
import { asCount, asPercent } from './seed-spread';

export type QuantityName = 'accuracy' | 'loss' | 'parameters' | 'macs' | 'seconds';

/** How a measured quantity is drawn and written. */
export interface Quantity {
  title: string;
  colour: string;
  unit: string;
  write(value: number): string;
  /** of the axis, as of d3; default: `~s`, which writes thousands as k */
  ticks?: string;
  /** true where only differences matter, so that the axis shows the part where the models are */
  zoomed?: boolean;
}

/** What is measured on models. The same quantity has the same colour everywhere. */
export const quantities: Record<QuantityName, Quantity> = {
  accuracy: { title: 'accuracy', colour: colours.good, unit: ' %', write: asPercent, zoomed: true },
  loss: { title: 'loss', colour: colours.bad, unit: '', write: (value) => short(value), ticks: '~g' },
  parameters: { title: 'parameters', colour: colours.kernel, unit: '', write: asCount },
  macs: { title: 'multiply-adds per image', colour: colours.ink, unit: '', write: asCount },
  seconds: { title: 'time', colour: colours.sky, unit: ' s', write: (value) => short(value) },
};
