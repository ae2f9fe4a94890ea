import {
  type Case,
  conv2d,
  type Data,
  type Given,
  type Image,
  type Matrix,
  type Mistake,
  makeImage,
  percents,
  type Random,
  say,
  toFilters,
  type ValueExercise,
  type Verdict,
} from 'convolab';
import { isMatrix } from '../look';

/** What a case looks at, and with which contrast and brightness its images are made. */
interface Property {
  property: 'flat' | 'strong' | 'blind' | 'all directions';
  dark: number;
  bright: number;
  edge: number;
  /** the direction in which the kernel should see the image get brighter */
  sees: 'right' | 'down' | 'all';
}
type Direction = 'right' | 'down' | 'diagonal' | 'other diagonal';

/** A 10×10 image, dark on one side of an edge and bright on the other, into which it gets brighter. */
function step(direction: Direction, { dark, bright, edge }: Property): Image {
  const along: Record<Direction, (y: number, x: number) => number> = {
    right: (_y, x) => x,
    down: (y) => y,
    diagonal: (y, x) => (y + x) / 2,
    'other diagonal': (y, x) => (x + 9 - y) / 2,
  };
  return makeImage(10, 10, 1, (y, x) => (along[direction](y, x) < edge ? dark : bright));
}

/** The response of the largest size, as a share of the most that a kernel with these weights could give. */
function response(kernel: Matrix, image: Image, contrast: number): number {
  const values = conv2d(image, toFilters([kernel])).flat(2);
  const largest = values.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  const most = (contrast * kernel.flat().reduce((sum, weight) => sum + Math.abs(weight), 0)) / 2;
  return largest / most;
}

/** The sizes of the responses to edges of all four directions. */
function sharesOf(kernel: Matrix, setting: Property): number[] {
  const directions: Direction[] = ['right', 'down', 'diagonal', 'other diagonal'];
  const contrast = setting.bright - setting.dark;
  return directions.map((direction) => Math.abs(response(kernel, step(direction, setting), contrast)));
}

const percent = (share: number): string => percents(share, 0);

function judge(got: Given, testCase: Case): Verdict {
  const part = String(testCase.part);
  const setting = testCase.given as unknown as Property;
  const contrast = setting.bright - setting.dark;
  if (!isMatrix(got, 3, 3)) {
    return { pass: false, message: say('`{part}` must be a 3×3 matrix of numbers: three rows of three.', { part }) };
  }
  if (got.flat().every((weight) => weight === 0))
    return { pass: false, message: say('`{part}` has only zeros.', { part }) };
  const size = got.flat().reduce((sum, weight) => sum + Math.abs(weight), 0);
  const sum = got.flat().reduce((total, weight) => total + weight, 0);

  if (setting.property === 'flat') {
    const pass = Math.abs(sum) <= 1e-6 * size;
    const answer = Number((sum * setting.bright).toPrecision(4));
    return {
      pass,
      message: say('On an area where every pixel is {bright}, `{part}` answers {answer}; expected 0.', {
        bright: setting.bright,
        part,
        answer,
      }),
    };
  }
  if (setting.property === 'strong') {
    const share = response(got, step(setting.sees as Direction, setting), contrast);
    const values = { part, share: percent(share) };
    const message =
      part === 'vertical'
        ? say(
            'Where the image gets brighter to the right, `{part}` answers {share} of the most that is possible with its weights; expected at least 50 %.',
            values,
          )
        : say(
            'Where the image gets brighter downwards, `{part}` answers {share} of the most that is possible with its weights; expected at least 50 %.',
            values,
          );
    return { pass: share >= 0.5, message };
  }
  if (setting.property === 'blind') {
    const share = Math.abs(response(got, step(setting.sees === 'down' ? 'right' : 'down', setting), contrast));
    return {
      pass: share <= 0.05,
      message:
        part === 'vertical'
          ? say('On a horizontal edge `{part}` answers {share} of its most; expected 0.', {
              part,
              share: percent(share),
            })
          : say('On a vertical edge `{part}` answers {share} of its most; expected 0.', {
              part,
              share: percent(share),
            }),
    };
  }
  const shares = sharesOf(got, setting);
  const even = Math.abs(shares[0] - shares[1]) <= 0.1 * Math.max(shares[0], shares[1]);
  const [vertical, horizontal, diagonal, other] = shares.map(percent);
  const message = say(
    '`{part}` answers to edges: vertical {vertical}, horizontal {horizontal}, the diagonals {diagonal} and {other} of its most; expected at least 15 % for each, and the same for vertical and horizontal.',
    { part, vertical, horizontal, diagonal, other },
  );
  return { pass: even && shares.every((share) => share >= 0.15), message };
}

function casesFor(setting: Omit<Property, 'property' | 'sees'>): Case[] {
  const given = (property: Property['property'], sees: Property['sees']): Data => ({ property, sees, ...setting });
  return [
    { name: '`vertical`: 0 on an even area', part: 'vertical', given: given('flat', 'right') },
    {
      name: '`vertical`: strong where it gets brighter to the right',
      part: 'vertical',
      given: given('strong', 'right'),
    },
    { name: '`vertical`: blind to horizontal edges', part: 'vertical', given: given('blind', 'right') },
    { name: '`horizontal`: 0 on an even area', part: 'horizontal', given: given('flat', 'down') },
    {
      name: '`horizontal`: strong where it gets brighter downwards',
      part: 'horizontal',
      given: given('strong', 'down'),
    },
    { name: '`horizontal`: blind to vertical edges', part: 'horizontal', given: given('blind', 'down') },
    { name: '`anyDirection`: 0 on an even area', part: 'anyDirection', given: given('flat', 'all') },
    {
      name: '`anyDirection`: sees edges of all directions',
      part: 'anyDirection',
      given: given('all directions', 'all'),
    },
  ];
}

const matrix = (got: Given): Matrix => (isMatrix(got, 3, 3) ? got : []);
const total = (got: Given): number =>
  matrix(got)
    .flat()
    .reduce((sum, weight) => sum + weight, 0);
/** The answer to a dark-bright edge in the direction that the kernel should see, and across it. */
function answers(got: Given, [given]: Data[]): { wanted: number; across: number } {
  const setting = given as unknown as Property;
  const contrast = setting.bright - setting.dark;
  const [wanted, other]: Direction[] = setting.sees === 'down' ? ['down', 'right'] : ['right', 'down'];
  return {
    wanted: response(matrix(got), step(wanted, setting), contrast),
    across: response(matrix(got), step(other, setting), contrast),
  };
}

const mistakes: Mistake[] = [
  {
    name: 'wrong size',
    when: (got) => Array.isArray(got) && !isMatrix(got, 3, 3),
    hint: 'Write a kernel as rows of numbers: `[[a, b, c], [d, e, f], [g, h, i]]`.',
  },
  {
    name: 'only zeros',
    when: (got) => isMatrix(got, 3, 3) && got.flat().every((weight) => weight === 0),
    hint: 'A kernel of zeros answers 0 to everything. Give one side of the kernel negative and the other side positive weights.',
  },
  {
    name: 'a blur',
    when: (got) => isMatrix(got, 3, 3) && got.flat().every((weight) => weight >= 0),
    hint: 'Without negative weights a kernel averages: it blurs. An edge is a difference, so some weights must be negative.',
  },
  {
    name: 'weights do not cancel',
    when: (got) => isMatrix(got, 3, 3) && Math.abs(total(got)) > 1e-6,
    hint: 'The nine weights must add up to 0. Otherwise the kernel also answers where nothing changes.',
  },
  {
    name: 'directions swapped',
    only: ['vertical', 'horizontal'],
    when: (got, _expected, args) => {
      const { wanted, across } = answers(got, args);
      return Math.abs(wanted) < 0.05 && Math.abs(across) >= 0.5;
    },
    hint: '`vertical` and `horizontal` are swapped: a vertical edge separates left from right, so the weights must change from left to right.',
  },
  {
    name: 'sign reversed',
    only: ['vertical', 'horizontal'],
    when: (got, _expected, args) => answers(got, args).wanted <= -0.5,
    hint: 'Your kernel finds the edge but answers with a negative number. Put the positive weights on the side that is bright: right, or below.',
  },
  {
    name: 'one direction only',
    only: 'anyDirection',
    when: (got, _expected, [given]) =>
      sharesOf(matrix(got), given as unknown as Property).some((share) => share < 0.05),
    hint: 'This kernel is blind in one direction. Compare the middle pixel with all of its neighbours: the same kernel must come out when you turn it by 90°.',
  },
  {
    name: 'neighbours of unequal weight',
    only: 'anyDirection',
    when: (got) => isMatrix(got, 3, 3),
    hint: 'Turned by 90°, the kernel should stay the same: give the four neighbours equal weights, and the four corners equal weights, too.',
  },
];

export const edgeDetector: ValueExercise = {
  id: '2.2',
  title: 'Design an edge detector',
  points: 4,
  kind: 'value',
  entry: 'edgeDetectors',
  publicCases: casesFor({ dark: 0.2, bright: 0.8, edge: 5 }),
  gradedCases: (random: Random) =>
    Array.from({ length: 3 }, () => {
      const dark = Math.round(40 * random.uniform()) / 100;
      return casesFor({
        dark,
        bright: dark + 0.2 + Math.round(40 * random.uniform()) / 100,
        edge: 3 + random.integer(4),
      });
    }).flat(),
  judge,
  mistakes,
  firstStep:
    'An edge is a difference between neighbours. Start with `vertical`: which pixels of a 3×3 window should count negative, and which positive?',
};
