import type { Matrix } from '../maths/shapes';
import { animated } from './animation';
import { colours } from './colours';
import type { Figure, Frame } from './figure';
import {
  fontFor,
  gridLines,
  gridTrace,
  lines,
  numbers,
  onAxes,
  outline,
  quantized,
  type Rectangle,
  scaleFor,
} from './number-grid';
import { rounded } from './number-text';
import { stage } from './step-panels';
import { checkSize, filled, paddedCells, plainCells, positions, type Stops, under } from './windows';

/** The animation that convolution and pooling share: a window walks over an image and fills the output. */
export const defaults = {
  /** Images up to this many rows and columns, padding included, have their numbers written in. */
  mostNumbered: 10,
  /** Images are shown up to this many rows and columns. */
  mostCells: 96,
  /** Numbers in the outputs of all frames together: keeps a figure under 300 KB. */
  mostNumbers: 40_000,
  /** Text of the window's cells is cut down before it gets smaller than this, in pixels. */
  smallestFont: 8.5,
};

export interface Walk {
  /** Name of the visualizer, for error messages. */
  figure: string;
  title: string;
  captions: [input: string, window: string, output: string];
  input: Matrix;
  output: Matrix;
  rows: Stops;
  columns: Stops;
  /** Values to colour the window by: all that may stand in it. */
  windowValues: Matrix;
  /** What a cell of the padding holds: '0', or nothing where it does not count. */
  paddingText: string;
  /** True if the output is coloured as the input, so that the two compare. */
  sameScale: boolean;
  maxSteps: number;
  step(row: number, column: number): WindowStep;
  /** What the whole figure shows, for `alt`; the arithmetic of the first picture is added. */
  alt: string;
}

/** What the middle panel shows at one position. */
export interface WindowStep {
  /** Values to colour the window by, `[kernelHeight, kernelWidth]`; null where it is outside of the image. */
  z: (number | null)[][];
  /** What to write into the cells, and what to write where there is no room for that. */
  text: string[][];
  brief: string[][];
  /** The arithmetic, written below the panels. */
  sentence: string;
  /** A cell of the window to mark, such as the maximum. */
  marked?: [row: number, column: number];
}

export function windowWalk(walk: Walk): Figure {
  const { input, output, rows, columns } = walk;
  const inputCells = paddedCells([input.length, input[0].length], rows, columns);
  checkSize(inputCells, defaults.mostCells, walk.figure);
  const windowCells = plainCells(rows.kernel, columns.kernel);
  const outputCells = plainCells(rows.count, columns.count);
  const { layout, cells, captions, arithmetic } = stage(
    walk.title,
    [inputCells, windowCells, outputCells],
    walk.captions,
  );
  const numbered = Math.max(inputCells.rows, inputCells.columns) <= defaults.mostNumbered;

  const most = Math.min(walk.maxSteps, (2 * defaults.mostNumbers) / (rows.count * columns.count));
  const shownAt = positions(rows.count, columns.count, most);
  const steps = shownAt.map(([row, column]) => walk.step(row, column));
  const longest = Math.max(
    ...steps.flatMap(({ text }) => text.flat().flatMap((cell) => cell.split('<br>').map((line) => line.length))),
  );
  const roomForText = fontFor(cells[1], longest) >= defaults.smallestFont;
  const windowFont = fontFor(cells[1], roomForText ? Math.max(longest, 5) : 5);

  const inputScale = scaleFor(input, numbered);
  const outputScale = walk.sameScale ? scaleFor([...input, ...output], numbered) : scaleFor(output, numbered);
  const windowScale = scaleFor(walk.windowValues, true);
  const mark = { color: colours.kernel, width: 3.5 };
  const empty = { x: [], y: [] };
  const outputText = numbered ? numbers(output) : undefined;
  const data = [
    gridTrace(1, numbered ? input : quantized(input, inputScale), inputScale, {
      name: 'input',
      cell: cells[0],
      text: numbered ? numbers(input) : undefined,
    }),
    gridTrace(2, [], windowScale, { name: 'window', cell: cells[1], text: [], fontSize: windowFont }),
    gridTrace(3, [], outputScale, { name: 'output', cell: cells[2], text: outputText ? [] : undefined }),
    gridLines(1, inputCells, cells[0]),
    gridLines(2, windowCells, cells[1]),
    gridLines(3, outputCells, cells[2]),
    // The image inside of its padding, and what stands around it.
    lines(1, outline([[0, 0, input.length, input[0].length]]), { color: colours.input, width: 2 }),
    paddingCells(numbered ? paddingOf(input, rows, columns) : [], walk.paddingText, cells[0]),
    captions,
    lines(1, empty, mark),
    lines(2, empty, mark),
    lines(3, empty, mark),
    arithmetic,
  ];

  const outputColours = numbered
    ? output.map((row) => row.map((value) => rounded(value)))
    : quantized(output, outputScale);
  const frames = steps.map(({ z, text, brief, sentence, marked }, index): Frame => {
    const [row, column] = shownAt[index];
    return {
      name: `${row}, ${column}`,
      traces: [1, 2, 9, 10, 11, 12],
      data: [
        { z, text: roomForText ? text : brief },
        {
          z: filled(outputColours, row, column, null),
          ...(outputText ? { text: filled(outputText, row, column, '') } : {}),
        },
        outline(tapRectangles(rows, columns, row, column)),
        marked ? outline([[...marked, 1, 1]]) : empty,
        outline([[row, column, 1, 1]]),
        { text: [`output[${row}, ${column}] = ${sentence}`] },
      ],
    };
  });
  const shown = pastTheMiddle(shownAt);
  const alt = `${walk.alt} Shown: ${frames[shown].data[5].text}.`;
  return animated({ data, layout, alt }, frames, { shown, prefix: 'output row, column: ' });
}

/** The step to start on: the window is well inside of the image, and a good part of the output is there. */
function pastTheMiddle(shownAt: [number, number][]): number {
  const perRow = shownAt.filter(([row]) => row === shownAt[0][0]).length;
  const rowCount = shownAt.length / perRow;
  return Math.min(rowCount - 1, Math.floor(rowCount * 0.6)) * perRow + Math.floor(perRow / 2);
}

/** The cells that the window touches: one block, or single cells where dilation spreads them. */
function tapRectangles(rows: Stops, columns: Stops, row: number, column: number): Rectangle[] {
  const tapRows = under(rows, row);
  const tapColumns = under(columns, column);
  if (rows.dilation === 1 && columns.dilation === 1) return [[tapRows[0], tapColumns[0], rows.kernel, columns.kernel]];
  return tapRows.flatMap((y) => tapColumns.map((x): Rectangle => [y, x, 1, 1]));
}

/** The cells around an image. */
function paddingOf(input: Matrix, rows: Stops, columns: Stops): [number, number][] {
  const cells: [number, number][] = [];
  for (let y = -rows.before; y < input.length + rows.after; y++) {
    for (let x = -columns.before; x < input[0].length + columns.after; x++) {
      if (input[y]?.[x] === undefined) cells.push([y, x]);
    }
  }
  return cells;
}

function paddingCells(cells: [number, number][], text: string, cell: number) {
  return {
    type: 'scatter',
    mode: 'text',
    x: cells.map(([, x]) => x),
    y: cells.map(([y]) => y),
    text: cells.map(() => text),
    textfont: { size: fontFor(cell), color: colours.ink },
    hoverinfo: 'skip',
    showlegend: false,
    ...onAxes(1),
  };
}
