import { type PoolingKind, poolings } from '../../maths';
import { checkOptions } from '../../maths/options';
import { UserError } from '../../user-error';
import type { PoolingGiven } from './state';

export interface PoolingWidgetOptions {
  /** default: max */
  kind?: PoolingKind;
  /** height and width of the window, 1 … 6; default 2 */
  size?: number;
  /** 1 … 6; default: as `size`, windows side by side */
  stride?: number;
  title?: string;
}

const most = 6;

/** What the page gets. @throws UserError in one sentence for what cannot be shown */
export function poolingGiven(options: PoolingWidgetOptions = {}): PoolingGiven {
  checkOptions(options, ['kind', 'size', 'stride', 'title'], 'widget.pooling');
  const { kind = 'max', size = 2, stride = size, title } = options;
  if (!Object.hasOwn(poolings, kind)) {
    throw new UserError(
      `widget.pooling: there is no pooling '${kind}'. Take one of ${Object.keys(poolings).join(', ')}.`,
    );
  }
  for (const [name, value] of Object.entries({ size, stride })) {
    if (!Number.isInteger(value) || value < 1 || value > most) {
      throw new UserError(`widget.pooling: ${name} must be a whole number from 1 to ${most}, got ${value}.`);
    }
  }
  return { kind, size, stride, title };
}
