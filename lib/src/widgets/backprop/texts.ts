import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';

/** All that the widget says. */
export const texts = {
  title: toSay('Forward and backward, step by step'),
  graphs: {
    oneInput: toSay('one input'),
    twoInputs: toSay('two inputs'),
    sharedWeight: toSay('one weight for both inputs'),
  },
  graph: toSay('Unit'),
  activation: toSay('Activation'),
  back: toSay('Back'),
  step: toSay('Step'),
  toTheLoss: toSay('Forward to the loss'),
  toTheEnd: toSay('All of it'),
  rate: toSay('Learning rate α'),
  learn: toSay('Learn: − α · gradient'),
  reset: toSay('Reset'),
  pictureTitle: toSay('Graph of L: ▸ value, ◂ gradient of L, × local derivative. Thick frames: is learnt'),
  pictureLabel: (numbers: string[]) => say('The computation graph of L. {numbers}.', { numbers: numbers.join(', ') }),
  pictureKeys: toSay('Left and right arrow keys go back and forth; a click on a number goes to its step.'),
  gradientOf: (name: string) => `∂L/∂${name}`,
  valueOf: (name: string) => say('value of {name}', { name }),
  numbers: toSay('Change them:'),
  start: toSay('Press Step. First the values go from left to right, then the gradients from right to left.'),
  begin: toSay('∂L/∂L = 1: the backward pass begins here.'),
  learned: (before: string, after: string) =>
    say('A step of learning: L goes from {before} to {after}. All numbers are those after it.', { before, after }),
  losses: (losses: string[]) => say('L: {losses}', { losses: losses.join(' → ') }),
  refused: toSay('Not changed: the numbers would be too large.'),
};
