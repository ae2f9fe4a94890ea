/** What the pictures of the race say. */
import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';

export const map = {
  title: toSay('Drag the start: dark is low, bright is high'),
  keys: toSay('Arrow keys move the start.'),
  label: (name: string): string =>
    say('The surface {name} from above, with the ways of the rules.', { name: say(name) }),
};

export const relief = {
  title: toSay('Drag to turn: the same surface in space'),
  keys: toSay('Left and right arrows turn it, up and down arrows tilt it.'),
  gaze: (turn: number, tilt: number): string =>
    say('Turned by {turn}°, tilted by {tilt}°.', { turn: Math.round(turn), tilt: Math.round(tilt) }),
  label: (name: string): string =>
    say('The surface {name} in three dimensions, with the ways of the rules.', { name: say(name) }),
};
