/** All that the widget says. */
export const texts = {
  title: 'Forward and backward, step by step',
  graphs: { oneInput: 'one input', twoInputs: 'two inputs', sharedWeight: 'one weight for both inputs' },
  graph: 'Unit',
  activation: 'Activation',
  back: 'Back',
  step: 'Step',
  toTheLoss: 'Forward to the loss',
  toTheEnd: 'All of it',
  rate: 'Learning rate α',
  learn: 'Learn: − α · gradient',
  reset: 'As it was',
  pictureTitle: '▸ value, ◂ gradient of L, × local derivative. Thick frames: is learnt',
  pictureLabel: (numbers: string[]) =>
    `The computation graph of L. ${numbers.join(', ')}. Left and right arrow keys go back and forth; a click on a number goes to its step.`,
  gradientOf: (name: string) => `∂L/∂${name}`,
  valueOf: (name: string) => `value of ${name}`,
  numbers: 'Change them:',
  start: 'Press Step. First the values go from left to right, then the gradients from right to left.',
  begin: '∂L/∂L = 1: the backward pass begins here.',
  learned: (before: string, after: string) =>
    `A step of learning: L goes from ${before} to ${after}. All numbers are those after it.`,
  losses: (losses: string[]) => `L: ${losses.join(' → ')}`,
  refused: 'Not changed: the numbers would be too large.',
};
