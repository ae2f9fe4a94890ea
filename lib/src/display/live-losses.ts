import { type LiveCurves, live } from './live';

export const defaults = {
  /** points of the curves in an epoch, each the mean of the batches since the last */
  pointsPerEpoch: 25,
};

/** What a training with several losses tells while it runs, as `trainGan` does; epochs and batches are counted from 0. */
export type SeveralLosses =
  | { type: 'begin'; title: string; epochs: number; batches: number; losses: readonly string[] }
  | { type: 'batch'; epoch: number; batch: number; losses: Record<string, number> }
  | { type: 'epoch' }
  | { type: 'end' };

/**
 * Draws all losses of a training below the cell while it runs, with the time left. Outside a notebook it prints a line every few seconds.
 *
 * @param title default: the training's own
 * @returns a listener for `trainGan`, `trainVariational` and `styleTransfer`; each call draws one training after the other
 * @example await trainGan(dcgan(), data, { epochs: 10, onEvent: liveLosses() });
 */
export function liveLosses(title?: string): (news: SeveralLosses) => Promise<void> {
  let curves: LiveCurves | undefined;
  let perPoint = 1;
  let recent: Record<string, number>[] = [];
  const draw = async (position: { epoch: number; batch: number }): Promise<void> => {
    const means = Object.keys(recent[0]).map((name) => [name, meanOf(recent.map((losses) => losses[name]))]);
    recent = [];
    await curves?.update(Object.fromEntries(means), position);
  };
  let last = { epoch: 0, batch: 0 };

  return async (news) => {
    if (news.type === 'begin') {
      const { epochs, batches, losses } = news;
      perPoint = Math.max(1, Math.round(batches / defaults.pointsPerEpoch));
      recent = [];
      curves = live({
        title: title ?? news.title,
        series: losses.map((name) => ({ name, panel: 'loss' })),
        epochs,
        batches,
      });
    } else if (news.type === 'batch') {
      recent.push(news.losses);
      last = { epoch: news.epoch, batch: news.batch };
      if (recent.length >= perPoint) await draw(last);
    } else if (news.type === 'end') {
      // Batches since the last point are fewer than a point needs, and the last ones that there will be.
      if (recent.length > 0) await draw(last);
      await curves?.finish();
      curves = undefined;
    }
  };
}

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
