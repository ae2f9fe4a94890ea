import { type Hyperparameters, type Memory, type OptimizerName, optimizers } from 'convolab';

interface Step {
  change: number;
  memory: Memory;
}
/** One step of one parameter. */
export type Rule = (g: number, memory: Memory, settings: Hyperparameters) => Step;

/** The rule as it should be. */
export const right = (name: OptimizerName): Rule => optimizers[name].step;

/** The right rule with other settings. */
export const withSettings =
  (name: OptimizerName, change: (settings: Hyperparameters) => Partial<Hyperparameters>): Rule =>
  (g, memory, settings) =>
    right(name)(g, memory, { ...settings, ...change(settings) });
/** The right memory, and another change. */
export const withChange =
  (name: OptimizerName, change: (step: Step, g: number, memory: Memory, settings: Hyperparameters) => number): Rule =>
  (g, memory, settings) => {
    const step = right(name)(g, memory, settings);
    return { ...step, change: change(step, g, memory, settings) };
  };

/** Rule, name, mistaken code, hint. */
export type MistakenRule = [OptimizerName, string, Rule, string];
