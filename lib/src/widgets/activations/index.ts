import { type ActivationName, activations } from '../../maths';
import { checkOptions } from '../../maths/options';
import { UserError } from '../../user-error';
import type { ActivationsGiven } from './state';

export interface ActivationsWidgetOptions {
  /** which comes first; default: sigmoid */
  activation?: ActivationName;
  title?: string;
}

/** What the page gets. @throws UserError for an activation that the course does not have */
export function activationsGiven(options: ActivationsWidgetOptions = {}): ActivationsGiven {
  checkOptions(options, ['activation', 'title'], 'widget.activations');
  const { activation = 'sigmoid', title } = options;
  if (!Object.hasOwn(activations, activation)) {
    const names = Object.keys(activations).join(', ');
    throw new UserError(`widget.activations: there is no activation '${activation}'. Take one of ${names}.`);
  }
  return { activation, title };
}
