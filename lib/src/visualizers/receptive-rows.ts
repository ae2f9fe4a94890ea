import { type LayerGeometry, outputSize, receptiveFields, unitsSeen } from '../maths/geometry';

/** A row of units: the input, or the output of a layer. Positions are in input pixels, from the left edge of the input. */
export interface Row {
  /** What makes this row of the one below, and what one unit of it sees. */
  left: string;
  right: string;
  count: number;
  /** Position of the centre of unit 0, and the distance from one unit to the next. */
  first: number;
  jump: number;
  /** Units that the chosen output unit depends on; below 0 and from `count` on they are padding. */
  field: number[];
}

/** The rows from the input up, with the field of the middle unit of the last one. */
export function rowsOf(layers: LayerGeometry[], inputSize: number, axis: 'image' | 'time' = 'image'): Row[] {
  const counts = [inputSize];
  for (const { kernel, stride, padding, dilation } of layers) {
    counts.push(outputSize(counts[counts.length - 1], { kernel, stride, padding, dilation }));
  }
  const chain = unitsSeen(inputSize, layers, Math.floor((counts[layers.length] - 1) / 2));
  const fields = receptiveFields(layers);
  const inTime = axis === 'time';
  const rows: Row[] = [
    {
      left: '<b>input</b>',
      right: `${inputSize} ${inTime ? 'steps' : 'pixels'}`,
      count: inputSize,
      first: 0.5,
      jump: 1,
      field: chain[0],
    },
  ];
  for (const [index, layer] of layers.entries()) {
    const { size, jump, firstCenter } = fields[index];
    const count = counts[index + 1];
    const units = count === 1 ? '1 unit' : `${count} units`;
    rows.push({
      left: `<b>${nameOf(layer, index)}</b><br>${geometry(layer, inTime)}`,
      right: inTime
        ? `${units}, ${jump} apart<br>each sees <b>${size}</b> steps`
        : `${units}, ${jump} px apart<br>each sees <b>${size} × ${size}</b> px`,
      count,
      first: firstCenter,
      jump,
      field: chain[index + 1],
    });
  }
  return rows;
}

/** As the user calls a layer, else by its number. */
export function nameOf(layer: LayerGeometry, index: number): string {
  return layer.name ?? `layer ${index + 1}`;
}

function geometry({ kernel, stride = 1, padding = 0, dilation = 1 }: LayerGeometry, inTime: boolean): string {
  const parts = [
    inTime ? `${kernel} steps` : `${kernel} × ${kernel}`,
    ...(stride > 1 ? [`stride ${stride}`] : []),
    ...(padding > 0 ? [`padding ${padding}`] : []),
    ...(dilation > 1 ? [`dilation ${dilation}`] : []),
  ];
  return parts.join(', ');
}

/** Where a unit stands, in input pixels. */
export function at(row: Row, unit: number): number {
  return row.first + unit * row.jump;
}

/** From the leftmost to the rightmost thing drawn, padding included, in input pixels. */
export function extent(rows: Row[]): [number, number] {
  const ends = rows.flatMap((row) =>
    [0, row.count - 1, row.field[0], row.field[row.field.length - 1]].map((unit) => at(row, unit)),
  );
  return [Math.min(...ends) - 0.7, Math.max(...ends) + 0.7];
}
