/** What the pictures of the race say. */
import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';

export const map = {
  title: toSay('Drag the start: dark is low, bright is high'),
  label: (name: string): string =>
    say('The surface {name} from above, with the ways of the rules. Arrow keys move the start.', { name: say(name) }),
};

export const relief = {
  title: toSay('Drag to turn: the same surface in space'),
  label: (name: string): string =>
    say(
      'The surface {name} in three dimensions, with the ways of the rules. Left and right arrows turn it, up and down arrows tilt it.',
      { name: say(name) },
    ),
};
