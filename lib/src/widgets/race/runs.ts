import type { OptimizerName, Trajectory } from '../../maths';
import { series } from '../../visualizers/colours';
import { ruleNames } from './state';

/** A rule with its descent. */
export interface Run {
  rule: OptimizerName;
  run: Trajectory;
}

export const colourOf = (rule: OptimizerName): string => series[ruleNames.indexOf(rule) % series.length];
