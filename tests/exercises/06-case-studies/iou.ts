import { type Box, type Case, type FunctionExercise, iou, type Mistake, type Random } from 'convolab';

const area = ([left, top, right, bottom]: Box): number => (right - left) * (bottom - top);
const sides = (a: Box, b: Box): [width: number, height: number] => [
  Math.min(a[2], b[2]) - Math.max(a[0], b[0]),
  Math.min(a[3], b[3]) - Math.max(a[1], b[1]),
];
const shared = (a: Box, b: Box): number => {
  const [width, height] = sides(a, b).map((side) => Math.max(0, side));
  return width * height;
};

const mistakes: Mistake[] = [
  {
    name: 'not cut off at 0',
    behaves: (a: Box, b: Box) => {
      const [width, height] = sides(a, b);
      return (width * height) / (area(a) + area(b) - width * height);
    },
    hint: 'Boxes that lie apart get a value other than 0: two negative sides make a positive area. Cut width and height of the intersection off at 0 before you multiply.',
  },
  {
    name: 'intersection counted twice',
    behaves: (a: Box, b: Box) => (area(a) + area(b) === 0 ? 0 : shared(a, b) / (area(a) + area(b))),
    hint: 'The union is too large: in |A| + |B| the intersection counts twice. Take it away once.',
  },
  {
    name: 'Dice',
    behaves: (a: Box, b: Box) => (area(a) + area(b) === 0 ? 0 : (2 * shared(a, b)) / (area(a) + area(b))),
    hint: 'That is the Dice coefficient, 2·|A ∩ B| / (|A| + |B|). IoU divides the intersection by the union.',
  },
  {
    name: 'box around both',
    behaves: (a: Box, b: Box) => {
      const width = Math.max(a[2], b[2]) - Math.min(a[0], b[0]);
      const height = Math.max(a[3], b[3]) - Math.min(a[1], b[1]);
      return width * height === 0 ? 0 : shared(a, b) / (width * height);
    },
    hint: 'You divide by the box around both. The union is only what one of them covers: |A| + |B| − |A ∩ B|.',
  },
  {
    name: 'pixels counted with their ends',
    behaves: (a: Box, b: Box) => {
      const wider = ([left, top, right, bottom]: Box): Box => [left, top, right + 1, bottom + 1];
      return iou(wider(a), wider(b));
    },
    hint: 'Width is `right - left`, without `+ 1`: places are continuous here, a box from 0 to 2 is 2 wide.',
  },
  {
    name: 'smaller box',
    behaves: (a: Box, b: Box) => {
      const smaller = Math.min(area(a), area(b));
      return smaller === 0 ? 0 : shared(a, b) / smaller;
    },
    hint: 'You divide by the smaller box, so that a box inside of another one gets 1. Divide by the union.',
  },
  {
    name: 'not divided',
    behaves: shared,
    hint: 'That is the intersection itself. Divide it by the union, so that the result does not depend on the size of the boxes.',
  },
  {
    name: 'NaN',
    when: (got) => typeof got === 'number' && Number.isNaN(got),
    hint: 'NaN comes from 0 / 0: two boxes without any area have the IoU 0.',
  },
];

const publicCases: Case[] = [
  {
    name: 'overlapping at a corner: 1 of 7',
    args: [
      [0, 0, 2, 2],
      [1, 1, 3, 3],
    ],
  },
  {
    name: 'the same box',
    args: [
      [3, 4, 8, 6],
      [3, 4, 8, 6],
    ],
  },
  {
    name: 'one inside of the other',
    args: [
      [0, 0, 10, 10],
      [2, 3, 6, 8],
    ],
  },
  {
    name: 'apart in both directions',
    args: [
      [0, 0, 2, 2],
      [5, 4, 7, 9],
    ],
  },
  {
    name: 'touching',
    args: [
      [0, 0, 2, 2],
      [2, 0, 4, 2],
    ],
  },
  {
    name: 'without any area',
    args: [
      [1, 1, 1, 4],
      [1, 1, 1, 4],
    ],
  },
];

function gradedCases(random: Random): Case[] {
  const box = (left = random.integer(20), top = random.integer(20)): Box => {
    return [left, top, left + 4 + random.integer(12), top + 4 + random.integer(12)];
  };
  const cases = Array.from({ length: 12 }, (_, i): Case => {
    const one = box();
    const other = box(one[0] - 3 + random.integer(7), one[1] - 3 + random.integer(7));
    return { name: `random boxes ${i + 1}`, args: random.shuffle([one, other]) };
  });
  const [left, top, right, bottom] = box();
  const far: Box = [right + 3, bottom + 2, right + 9, bottom + 4];
  const inside: Box = [left, top, (left + right) / 2, (top + bottom) / 2];
  return [
    ...cases,
    { name: 'apart in both directions', args: [[left, top, right, bottom], far] },
    { name: 'far away, the other way round', args: [far, [left, top, right, bottom]] },
    {
      name: 'touching at a side',
      args: [
        [left, top, right, bottom],
        [right, top + 1, right + 5, bottom],
      ],
    },
    {
      name: 'two lines in one place',
      args: [
        [left, top, left, bottom],
        [left, top, left, bottom],
      ],
    },
    { name: 'in a corner of the other', args: [inside, [left, top, right, bottom]] },
    {
      name: 'a line in a box',
      args: [
        [left, top, right, bottom],
        [left, top, left, bottom],
      ],
    },
  ];
}

export const intersectionOverUnion: FunctionExercise = {
  id: '6.1',
  title: 'Intersection over union',
  points: 4,
  kind: 'function',
  entry: 'iou',
  reference: iou,
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    'Where does the intersection begin, and where does it end? Its left side is `Math.max(a[0], b[0])`; find the other three.',
};
