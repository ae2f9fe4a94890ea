import { type OptimizerName, type SurfaceName, surfaces } from '../../maths';
import { checkOptions } from '../../maths/options';
import { UserError } from '../../user-error';
import { oneOf } from '../shell/given';
import { type RaceGiven, ruleNames } from './state';

export interface RaceWidgetOptions {
  /** which comes first; default: bowl */
  surface?: SurfaceName;
  /** those that run at first; default: all six */
  rules?: OptimizerName[];
  title?: string;
}

/** What the page gets. @throws UserError for a surface or a rule that the course does not have */
export function raceGiven(options: RaceWidgetOptions = {}): RaceGiven {
  checkOptions(options, ['surface', 'rules', 'title'], 'widget.race');
  const { surface = 'bowl', rules = ruleNames, title } = options;
  const unknown = Array.isArray(rules) ? rules.find((rule) => !ruleNames.includes(rule)) : rules;
  if (unknown !== undefined) {
    throw new UserError(`widget.race: there is no rule '${unknown}'. Take some of ${ruleNames.join(', ')}, as a list.`);
  }
  return { surface: oneOf(surfaces, surface, 'surface', 'widget.race'), rules: [...rules], title };
}
