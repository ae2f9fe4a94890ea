import { say } from '../languages/say';
import { UserError } from '../project';
import { type Curve, trainingCurves } from '../visualizers/training-curves';
import { inNotebook, openOutput } from './notebook';
import { browserWindow } from './plotly-window';
import { interactive, still } from './show';

export const defaults = {
  /** most pictures a second */
  perSecond: 3,
  /** after a picture, training goes on for at least this many times as long as the quickest picture took */
  rest: 6,
  /** but for no longer than this, in milliseconds */
  longestRest: 5000,
  /** points of a curve in a picture that is soon replaced */
  limit: 300,
  /** seconds between two lines of text outside a notebook */
  textEvery: 5,
};

export interface LiveSeries {
  /** starts with "train", "val" or "test" for the course's colours of training and validation */
  name: string;
  /** series of the same panel share axes; the name is the title of the vertical axis; default: `loss` */
  panel?: string;
  colour?: string;
}

export interface LiveOptions {
  title?: string;
  series: (string | LiveSeries)[];
  /** epochs in all: gives the end of the axis and the time left */
  epochs?: number;
  /** batches in an epoch */
  batches?: number;
  /** most pictures a second */
  perSecond?: number;
  /** the time in milliseconds; a test gives its own */
  clock?: () => number;
}

/** Where training stands, counted from 0 as TensorFlow.js's callbacks count; without `batch`, the epoch is complete. */
export interface Position {
  epoch: number;
  batch?: number;
}

export interface LiveCurves {
  /**
   * Adds one point to the named series. Waits until the page has the picture, if one is due. Without a position, or with
   * a batch where `batches` is not known, points are numbered 1, 2, 3 …
   *
   * @throws UserError for a name that is not among the series
   */
  update(values: Record<string, number>, position?: Position): Promise<void>;
  /** Replaces the picture by the interactive figure. */
  finish(): Promise<void>;
}

/**
 * Curves that grow below the cell while a model trains, with epoch, batch and an estimate of the time left:
 * left = elapsed · (1 − done) / done. Drawing takes at most a seventh of the time.
 *
 * @example
 * const curves = live({ title: 'LeNet-5', series: ['training loss', 'validation loss'], epochs: 5, batches: 100 });
 * await curves.update({ 'training loss': 0.61 }, { epoch: 0, batch: 12 });
 * await curves.finish();
 */
export function live(options: LiveOptions): LiveCurves {
  const { title = 'Training', epochs, batches, perSecond = defaults.perSecond, clock = Date.now } = options;
  const curves: Curve[] = options.series.map((item) => ({
    ...(typeof item === 'string' ? { name: item } : item),
    x: [],
    y: [],
  }));
  const output = openOutput();
  let start = clock();
  let [count, x, due, drawing, byEpoch] = [0, 0, start, false, false];
  let last: Position | undefined;
  let quickest = Number.POSITIVE_INFINITY;
  let warm = false;

  const figure = (subtitle: string, limit?: number) =>
    trainingCurves(curves, {
      title,
      subtitle,
      xTitle: byEpoch ? 'epoch' : 'step',
      xEnd: byEpoch ? epochs : undefined,
      limit,
    });

  const status = () => {
    const elapsed = clock() - start;
    const done = byEpoch && epochs ? Math.min(1, x / epochs) : 0;
    const now = { where: where(last, count, epochs, batches), time: duration(elapsed) };
    if (!(done > 0 && done < 1 && elapsed >= 1000)) return say('{where}, {time} so far', now);
    return say('{where}, {time} so far, about {left} left', { ...now, left: duration((elapsed * (1 - done)) / done) });
  };

  async function draw(): Promise<void> {
    drawing = true;
    // Loading Plotly takes a second or more, once: it counts neither as drawing nor as training.
    const asked = clock();
    if (inNotebook()) await browserWindow().catch(() => undefined);
    const began = clock();
    start += began - asked;
    const text = status();
    try {
      if (inNotebook()) output.send(await still(figure(text, defaults.limit)));
      else console.log(`${title}: ${text}. ${latest(curves)}`);
    } catch (error) {
      // Training goes on without pictures: it may have run for an hour.
      const reason = error instanceof Error ? error.message : String(error);
      output.send({ data: { 'text/plain': `${title}: ${text}. ${latest(curves)} (No picture: ${reason})` } });
    } finally {
      // The first picture takes several times as long as the next, for the code is new to the machine.
      if (warm) quickest = Math.min(quickest, clock() - began);
      warm = true;
      const rest = quickest < Number.POSITIVE_INFINITY ? Math.min(defaults.longestRest, defaults.rest * quickest) : 0;
      due = clock() + Math.max(inNotebook() ? 1000 / perSecond : 1000 * defaults.textEvery, rest);
      drawing = false;
    }
  }

  return {
    async update(values, position) {
      count++;
      last = position;
      byEpoch = position !== undefined && (position.batch === undefined || batches !== undefined);
      x = position && byEpoch ? position.epoch + ((position.batch ?? (batches ?? 1) - 1) + 1) / (batches ?? 1) : count;
      for (const [name, value] of Object.entries(values)) {
        const curve = curves.find((known) => known.name === name);
        if (!curve)
          throw new UserError(`live() has no series "${name}", only ${curves.map((c) => `"${c.name}"`).join(', ')}.`);
        curve.x.push(x);
        curve.y.push(value);
      }
      if (!drawing && clock() >= due) await draw();
    },
    async finish() {
      const end = figure(`${where(last, count, epochs, batches)}, ${duration(clock() - start)}`);
      if (inNotebook()) output.send(await interactive(end));
      else console.log(end.alt);
    },
  };
}

function where(position: Position | undefined, count: number, epochs?: number, batches?: number): string {
  if (!position) return say('step {step}', { step: count });
  const number = position.epoch + 1;
  const epoch = epochs ? say('epoch {number} of {all}', { number, all: epochs }) : say('epoch {number}', { number });
  if (position.batch === undefined) return epoch;
  const batch = position.batch + 1;
  return batches
    ? say('{epoch}, batch {batch} of {batches}', { epoch, batch, batches })
    : say('{epoch}, batch {batch}', { epoch, batch });
}

function latest(curves: Curve[]): string {
  return curves
    .filter((curve) => curve.y.length)
    .map((curve) => `${curve.name} ${curve.y[curve.y.length - 1].toPrecision(4)}`)
    .join(', ');
}

/** `8 s`, `2 min 5 s`, `1 h 3 min`: as much as one wants to know. */
function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}
