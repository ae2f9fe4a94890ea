import { type PoolingKind, poolings } from '../../maths';
import { checkOptions } from '../../maths/options';
import { oneOf, upTo } from '../shell/given';
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
const call = 'widget.pooling';

/** What the page gets. @throws UserError in one sentence for what cannot be shown */
export function poolingGiven(options: PoolingWidgetOptions = {}): PoolingGiven {
  checkOptions(options, ['kind', 'size', 'stride', 'title'], call);
  const { kind = 'max', size = 2, stride = size, title } = options;
  return {
    kind: oneOf(poolings, kind, 'pooling', call),
    size: upTo(most, size, 'size', call),
    stride: upTo(most, stride, 'stride', call),
    title,
  };
}
