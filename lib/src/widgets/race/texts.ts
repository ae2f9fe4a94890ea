/** What the pictures of the race say. */

export const map = {
  title: 'Drag the start: dark is low, bright is high',
  label: (name: string): string =>
    `The surface ${name} from above, with the ways of the rules. Arrow keys move the start.`,
};

export const relief = {
  title: 'Drag to turn: the same surface in space',
  label: (name: string): string =>
    `The surface ${name} in three dimensions, with the ways of the rules. Left and right arrows turn it, up and down arrows tilt it.`,
};
