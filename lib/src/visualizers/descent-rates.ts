import type { OptimizerName } from '../maths/optimizers';
import type { SurfaceName } from '../maths/surfaces';

/** Rates at which the rules make good way on a surface; their own defaults are for networks, and slow here. */
export const descentRates: Record<SurfaceName, Record<OptimizerName, number>> = {
  bowl: { sgd: 0.05, momentum: 0.05, adagrad: 0.5, adadelta: 1, rmsprop: 0.1, adam: 0.1 },
  beale: { sgd: 0.01, momentum: 0.01, adagrad: 0.1, adadelta: 1, rmsprop: 0.05, adam: 0.1 },
  rosenbrock: { sgd: 0.001, momentum: 0.001, adagrad: 0.1, adadelta: 1, rmsprop: 0.01, adam: 0.05 },
  saddle: { sgd: 0.05, momentum: 0.05, adagrad: 0.1, adadelta: 1, rmsprop: 0.05, adam: 0.05 },
};

/** Steps until the rules have shown how they differ. */
export const descentSteps: Record<SurfaceName, number> = { bowl: 60, beale: 80, rosenbrock: 400, saddle: 60 };
