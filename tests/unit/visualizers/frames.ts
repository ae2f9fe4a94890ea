import type { Figure, Frame, Trace } from '../../../lib/src/visualizers/figure';

/** The traces of a figure as they are while a frame is shown. */
export function during(figure: Figure, frame: Frame): Trace[] {
  return figure.data.map((trace, index) => {
    const position = frame.traces ? frame.traces.indexOf(index) : index;
    return position < 0 ? trace : ({ ...trace, ...frame.data[position] } as Trace);
  });
}

export function frameNamed(figure: Figure, name: string): Frame {
  const frame = figure.frames?.find((candidate) => candidate.name === name);
  if (!frame) throw new Error(`There is no frame ${name}, only ${figure.frames?.map((one) => one.name).join(' · ')}.`);
  return frame;
}

/** The panel of a step figure by its name: 'input', 'window' or 'output'. */
export function panel(traces: Trace[], name: string): { z: (number | null)[][]; text?: string[][] } {
  const trace = traces.find((candidate) => candidate.type === 'heatmap' && candidate.name === name);
  if (!trace) throw new Error(`There is no panel ${name}.`);
  return trace as unknown as { z: (number | null)[][]; text?: string[][] };
}

/** The line of arithmetic below the panels. */
export function arithmetic(traces: Trace[]): string {
  return (traces[traces.length - 1].text as string[])[0];
}

/** The number that a figure writes as `−1.5` or `≈ 0.25`: after the last sign of equality. */
export function result(text: string): number {
  return Number(text.split(/[=≈]/).pop()?.trim().replace('−', '-'));
}

/** The rectangle around the points of an outline: rows and columns, first and last. */
export function covered(trace: Record<string, unknown>): { rows: [number, number]; columns: [number, number] } {
  const values = (list: unknown) => (list as (number | null)[]).filter((value): value is number => value !== null);
  const [x, y] = [values(trace.x), values(trace.y)];
  return {
    rows: [Math.min(...y) + 0.5, Math.max(...y) - 0.5],
    columns: [Math.min(...x) + 0.5, Math.max(...x) - 0.5],
  };
}
