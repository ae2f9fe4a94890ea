import { type Box, type Case, type FunctionExercise, iou, type Mistake, nms, type Random } from 'convolab';

type Suppress = (boxes: Box[], scores: number[], threshold: number) => number[];

/** Where a mistaken suppression departs from the right one. */
interface Slip {
  /** the order in which boxes are looked at */
  order?: (scores: number[]) => number[];
  /** whether a candidate is dropped by one box */
  drops?: (shared: number, threshold: number) => boolean;
  /** the boxes that a candidate is compared with */
  against?: (kept: number[], earlier: number[]) => number[];
}

const byScore = (scores: number[]): number[] => scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);

function slipping({
  order = byScore,
  drops = (shared, threshold) => shared > threshold,
  against = (kept) => kept,
}: Slip): Suppress {
  return (boxes, scores, threshold) => {
    const kept: number[] = [];
    const earlier: number[] = [];
    for (const candidate of order(scores)) {
      const rivals = against(kept, earlier);
      if (!rivals.some((rival) => drops(iou(boxes[rival], boxes[candidate]), threshold))) kept.push(candidate);
      earlier.push(candidate);
    }
    return kept;
  };
}

const right = slipping({});

const mistakes: Mistake[] = [
  {
    name: 'in the order of the list',
    behaves: slipping({ order: (scores) => scores.map((_, i) => i) }),
    hint: 'You go through the boxes in the order of the list. Begin with the highest score: sort the numbers of the boxes by score first.',
  },
  {
    name: 'lowest score first',
    behaves: slipping({ order: (scores) => byScore(scores.map((score) => -score)) }),
    hint: 'You begin with the lowest score, so the best boxes go. Sort from high to low: `scores[b] - scores[a]`.',
  },
  {
    name: 'dropped by boxes that are gone',
    behaves: slipping({ against: (_kept, earlier) => earlier }),
    hint: 'A box that was dropped still drops others. Compare each candidate with the boxes that were **kept**, not with all better ones.',
  },
  {
    name: 'compared with the best only',
    behaves: slipping({ against: (kept) => kept.slice(0, 1) }),
    hint: 'You compare with the best box of all. Compare each candidate with every box that was kept.',
  },
  {
    name: 'compared with the last only',
    behaves: slipping({ against: (kept) => kept.slice(-1) }),
    hint: 'You compare with the box that was kept last. Compare each candidate with every box that was kept.',
  },
  {
    name: 'at the threshold',
    behaves: slipping({ drops: (shared, threshold) => shared >= threshold }),
    hint: 'A box whose IoU equals the threshold stays: drop only what is **larger** than it.',
  },
  {
    name: 'wrong side of the threshold',
    behaves: slipping({ drops: (shared, threshold) => shared < threshold }),
    hint: 'You drop the boxes that overlap little and keep the doubles. Drop a box whose IoU is larger than the threshold.',
  },
  {
    name: 'any overlap',
    behaves: slipping({ drops: (shared) => shared > 0 }),
    hint: 'You drop every box that touches a better one. Neighbours may overlap a little: use the threshold.',
  },
  {
    name: 'nothing dropped',
    behaves: (_boxes: Box[], scores: number[]) => byScore(scores),
    hint: 'All boxes stay. Drop those that overlap a better one, which was kept, by more than the threshold.',
  },
  {
    name: 'boxes in place of numbers',
    behaves: (boxes: Box[], scores: number[], threshold: number) =>
      right(boxes, scores, threshold).map((i) => boxes[i]),
    hint: 'Return the numbers of the boxes that stay, not the boxes.',
  },
  {
    name: 'sorted by number',
    behaves: (boxes: Box[], scores: number[], threshold: number) =>
      right(boxes, scores, threshold).sort((a, b) => a - b),
    hint: 'The right boxes stay, in another order: best first.',
  },
];

const row: Box[] = [
  [0, 0, 10, 10],
  [4, 0, 14, 10],
  [8, 0, 18, 10],
  [30, 30, 40, 44],
];
const doubles: Box[] = [
  [10, 10, 20, 20],
  [11, 11, 21, 21],
  [40, 5, 52, 15],
  [41, 6, 53, 16],
  [10, 9, 21, 20],
];

const publicCases: Case[] = [
  { name: 'two doubles of one object', args: [doubles, [0.8, 0.9, 0.6, 0.7, 0.75], 0.5] },
  { name: 'a chain: each overlaps the next one', args: [row, [0.9, 0.8, 0.7, 0.95], 0.3] },
  { name: 'the middle of the chain is best', args: [row, [0.6, 0.9, 0.7, 0.1], 0.3] },
  {
    name: 'an IoU that equals the threshold',
    args: [
      [
        [0, 0, 3, 1],
        [1, 0, 4, 1],
      ],
      [0.5, 0.6],
      0.5,
    ],
  },
  {
    name: 'two pairs beside each other',
    args: [
      [
        [0, 0, 10, 10],
        [50, 0, 60, 10],
        [1, 0, 11, 10],
        [51, 0, 61, 10],
      ],
      [0.7, 0.8, 0.85, 0.9],
      0.5,
    ],
  },
  { name: 'a single box', args: [[[2, 2, 6, 9]], [0.3], 0.5] },
  { name: 'no box', args: [[], [], 0.5] },
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 12 }, (_, i): Case => {
    const objects = 1 + random.integer(4);
    const boxes = Array.from({ length: objects }, (): Box[] => {
      const [left, top] = [random.integer(60), random.integer(60)];
      const [width, height] = [10 + random.integer(15), 10 + random.integer(15)];
      return Array.from({ length: 1 + random.integer(4) }, (): Box => {
        const [x, y] = [left + random.integer(9), top + random.integer(9)];
        return [x, y, x + width, y + height];
      });
    }).flat();
    // no two alike: which of two equal ones is best is not asked
    const scores = random.shuffle(boxes.map((_box, k) => Number(((k + 1) / (boxes.length + 1)).toFixed(3))));
    return { name: `${boxes.length} random boxes (${i + 1})`, args: [boxes, scores, [0.3, 0.5, 0.7][i % 3]] };
  });
}

export const suppression: FunctionExercise = {
  id: '6.2',
  title: 'Non-maximum suppression',
  points: 6,
  kind: 'function',
  entry: 'nms',
  imports: ['iou'],
  reference: nms,
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    'Make the list of the boxes from best to worst: `scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a])`. Then go through it.',
};
