import { type LiveCurves, live } from './live';

export const defaults = {
  /** points of the training curves in an epoch, each the mean of the batches since the last */
  pointsPerEpoch: 25,
};

/** What a training tells while it runs, as `fit` does; epochs and batches are counted from 0. */
export type TrainingNews =
  | { type: 'begin'; title: string; epochs: number; batches: number; hasAccuracy: boolean; hasValidation: boolean }
  | { type: 'batch'; epoch: number; batch: number; loss: number; accuracy?: number }
  | { type: 'epoch'; epoch: number; validationLoss?: number; validationAccuracy?: number }
  | { type: 'end' };

/**
 * Draws a training below the cell while it runs: loss and accuracy of the batches, and of the held-out examples at the end of
 * each epoch, with the time left. Outside a notebook it prints a line every few seconds.
 *
 * @param title default: the training's own
 * @returns a listener for `fit`; each call draws one training after the other
 * @example await fit(model, data, { epochs: 5, validation: 0.1, onEvent: liveCurves('LeNet-5') });
 */
export function liveCurves(title?: string): (news: TrainingNews) => Promise<void> {
  let curves: LiveCurves | undefined;
  let perPoint = 1;
  let hasAccuracy = false;
  let recent: { loss: number; accuracy: number }[] = [];

  const meanOf = (name: 'loss' | 'accuracy') => recent.reduce((sum, batch) => sum + batch[name], 0) / recent.length;

  return async (news) => {
    if (news.type === 'begin') {
      const { epochs, batches, hasValidation } = news;
      hasAccuracy = news.hasAccuracy;
      perPoint = Math.max(1, Math.round(batches / defaults.pointsPerEpoch));
      recent = [];
      const parts = hasValidation ? ['training', 'validation'] : ['training'];
      const panels = hasAccuracy ? ['loss', 'accuracy'] : ['loss'];
      const series = panels.flatMap((panel) => parts.map((part) => ({ name: `${part} ${panel}`, panel })));
      curves = live({ title: title ?? news.title, series, epochs, batches });
    } else if (news.type === 'batch') {
      recent.push({ loss: news.loss, accuracy: news.accuracy ?? 0 });
      if (recent.length < perPoint) return;
      const values: Record<string, number> = { 'training loss': meanOf('loss') };
      if (hasAccuracy) values['training accuracy'] = meanOf('accuracy');
      recent = [];
      await curves?.update(values, { epoch: news.epoch, batch: news.batch });
    } else if (news.type === 'epoch') {
      const values: Record<string, number> = {};
      if (news.validationLoss !== undefined) values['validation loss'] = news.validationLoss;
      if (news.validationAccuracy !== undefined) values['validation accuracy'] = news.validationAccuracy;
      await curves?.update(values, { epoch: news.epoch });
    } else {
      await curves?.finish();
      curves = undefined;
    }
  };
}
