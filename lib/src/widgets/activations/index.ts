import { type ActivationName, activations } from '../../maths';
import { checkOptions } from '../../maths/options';
import { oneOf } from '../shell/given';
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
  return { activation: oneOf(activations, activation, 'activation', 'widget.activations'), title };
}
