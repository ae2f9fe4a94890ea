import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';
import { type Image, makeImage } from '../../maths';

/** Signs for which a flip or a turn makes another sign, each as a drawing of 9 × 7 squares. */
const drawings = {
  [toSay('letter b')]: [
    '#......',
    '#......',
    '#......',
    '#.###..',
    '##...#.',
    '#.....#',
    '#.....#',
    '##...#.',
    '#.###..',
  ],
  [toSay('digit 6')]: [
    '..###..',
    '.#...#.',
    '#......',
    '#......',
    '#.###..',
    '##...#.',
    '#.....#',
    '.#...#.',
    '..###..',
  ],
  [toSay('arrow to the right')]: [
    '.......',
    '...#...',
    '....#..',
    '.....#.',
    '#######',
    '.....#.',
    '....#..',
    '...#...',
    '.......',
  ],
  [toSay('letter H')]: [
    '#.....#',
    '#.....#',
    '#.....#',
    '#.....#',
    '#######',
    '#.....#',
    '#.....#',
    '#.....#',
    '#.....#',
  ],
};

const side = 30;
const scale = 2;

export const isGlyph = (name: string): name is keyof typeof drawings => Object.hasOwn(drawings, name);

/** With their names in the reader's language. */
export const glyphs = (): { image: Image; label: string }[] =>
  Object.entries(drawings).map(([label, rows]) => ({
    label: say(label),
    image: makeImage(side, side, 1, (y, x) => {
      const top = (side - scale * rows.length) / 2;
      const left = (side - scale * rows[0].length) / 2;
      return Number(rows[Math.floor((y - top) / scale)]?.[Math.floor((x - left) / scale)] === '#');
    }),
  }));
