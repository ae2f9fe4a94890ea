import type { Figure } from '../../../lib/src/visualizers/figure';
import { type TradeoffPoint, tradeoff } from '../../../lib/src/visualizers/tradeoff';

/** Accuracies of three seeds around a mean. */
const around = (mean: number) => [mean - 0.004, mean + 0.001, mean + 0.003];

/** One network made smaller in four ways. */
export const tradeoffExample: TradeoffPoint[] = [
  { family: 'as trained', name: 'large', accuracy: around(0.892), bytes: 216_000, microseconds: 240, macs: 1.4e6 },
  { family: 'as trained', name: 'small', accuracy: around(0.848), bytes: 21_000, microseconds: 71, macs: 1.3e5 },
  ...[0.5, 0.8, 0.9, 0.95].map((sparsity, i) => ({
    family: 'pruned',
    name: `${100 * sparsity} %`,
    accuracy: around([0.893, 0.889, 0.878, 0.851][i]),
    bytes: 216_000 * (1 - sparsity) * 1.4,
    microseconds: 240,
    macs: 1.4e6,
  })),
  { family: 'int8', name: 'large', accuracy: around(0.891), bytes: 57_000, microseconds: 240, macs: 1.4e6 },
  { family: 'distilled', name: 'small', accuracy: around(0.857), bytes: 21_000, microseconds: 71, macs: 1.3e5 },
];

export const efficiencyFigures: Record<string, () => Figure> = {
  tradeoff: () => tradeoff(tradeoffExample, { title: 'One network made smaller in four ways' }),
};
