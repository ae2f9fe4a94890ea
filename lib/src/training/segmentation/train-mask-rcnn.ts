import type { SceneDataset } from '../../datasets/scenes/scene-dataset';
import { tf } from '../../engine';
import type { Box } from '../../maths/detection';
import type { Matrix } from '../../maths/shapes';
import { alignRegions } from '../../models/segmentation/align-regions';
import { featureStride, type MaskRcnn, regionCells } from '../../models/segmentation/mask-rcnn';
import { proposalAnchors } from '../../models/segmentation/proposal-anchors';
import { anchorLoss } from '../detection/anchor-loss';
import { anchorLabels } from '../detection/scene-targets';
import { checkedLoop, epochLoop, type LoopOptions } from '../epoch-loop';
import { checkInput, type ExampleSource } from '../examples';
import { gradientStep, variablesOf } from '../gradient-step';
import type { LossHistory } from '../loss-news';
import { disposeOptimizer, makeOptimizer, scheduled, setLearningRate } from '../optimizer-choice';
import type { Schedule } from '../schedules';
import { regionLosses } from './region-losses';
import { proposeRegions } from './region-proposals';
import { regionTargets } from './region-targets';

export const maskRcnnDefaults = { learningRate: 0.002, batchSize: 16 };

/** Proposals of an image that regions to learn from are taken of. */
const proposalsPerImage = 30;

export interface MaskRcnnOptions extends LoopOptions {
  /** one number, or a schedule; default: 0.002 */
  learningRate?: number | Schedule;
  /** goes on where it stood after an earlier training; default: a new Adam */
  optimizer?: tf.Optimizer;
}

/** The parts of the loss of a Mask R-CNN. */
export type MaskRcnnLoss = 'proposals' | 'classes' | 'boxes' | 'masks';

/**
 * Trains a Mask R-CNN, all parts at once. In each step the backbone proposes regions; those near an object and the surest wrong ones are cut
 * out of its features, and the heads learn from them. The loss is a sum:
 *
 * - proposals: `anchorLoss` with one class, something
 * - classes: cross-entropy over all regions
 * - boxes: smooth L1 of the offsets, over the regions with an object
 * - masks: binary cross-entropy of the pixels, over the regions with an object
 *
 * No gradient flows through the places of the regions. The stop button or a signal ends the training after the current step.
 *
 * @throws UserError if the scenes do not fit the network, for an option that cannot be, or if a loss is no number any more
 * @example await trainMaskRcnn(network, await scenes({ count: 2000 }), { epochs: 10, onEvent: liveLosses() });
 */
export async function trainMaskRcnn(
  network: MaskRcnn,
  scenes: SceneDataset,
  options: MaskRcnnOptions = {},
): Promise<LossHistory<MaskRcnnLoss>> {
  const all = { ...maskRcnnDefaults, ...options };
  const { epochs, batchSize } = checkedLoop(all);
  const source = numbered(scenes);
  checkInput(network.backbone, source, 'scenes');
  const optimizer = options.optimizer ?? makeOptimizer('adam');
  const variables = [network.backbone, network.classifier, network.masker].flatMap(variablesOf);
  const anchors = proposalAnchors(scenes.size);
  const batches = Math.ceil(scenes.count / batchSize);
  let step = 0;
  const position = () => ({ epoch: Math.floor(step / batches), epochs, step, steps: epochs * batches });
  try {
    return await epochLoop<MaskRcnnLoss>(
      {
        title: 'Mask R-CNN',
        source,
        losses: ['proposals', 'classes', 'boxes', 'masks'],
        step({ xs, ys }) {
          const { learningRate } = all;
          setLearningRate(
            optimizer,
            typeof learningRate === 'number' ? learningRate : scheduled(learningRate, position()),
          );
          step++;
          const numbers = Array.from(ys.dataSync());
          return gradientStep(optimizer, variables, () =>
            lossesOf(network, xs as tf.Tensor4D, scenes, numbers, anchors),
          );
        },
      },
      all,
    );
  } finally {
    if (!options.optimizer) disposeOptimizer(optimizer);
  }
}

/** Scenes by their numbers: what is in them is looked up. */
function numbered(scenes: SceneDataset): ExampleSource {
  const { count, size } = scenes;
  return {
    count,
    inputShape: [size, size, 1],
    labelShape: [],
    isClassification: false,
    batch: (indices) => ({
      xs: tf.tidy(() => tf.concat(indices.map((i) => scenes.tensor({ from: i, count: 1 })))),
      ys: tf.tensor1d([...indices], 'int32'),
    }),
  };
}

function lossesOf(
  { backbone, classifier, masker }: MaskRcnn,
  xs: tf.Tensor4D,
  scenes: SceneDataset,
  numbers: readonly number[],
  anchors: readonly Box[],
): { loss: tf.Scalar; parts: Record<MaskRcnnLoss, tf.Scalar> } {
  const [features, answers] = backbone.apply(xs, { training: true }) as [tf.Tensor4D, tf.Tensor3D];
  const proposed = (answers.arraySync() as Matrix[]).map((values) =>
    proposeRegions(values, anchors, scenes.size, proposalsPerImage).map(({ box }) => box),
  );
  const targets = numbers.map((number, i) => regionTargets(scenes.objects[number], proposed[i]));
  const boxes = targets.map((own) => own.map(({ box }) => box.map((place) => place / featureStride) as Box));
  const regions = alignRegions(features, boxes, regionCells); // [batch · regions, 14, 14, channels]
  const something = numbers.map((number) => scenes.objects[number].map(({ box }) => ({ box, label: 0 })));
  const parts = {
    proposals: anchorLoss(anchorLabels(something, anchors, 1), answers),
    ...regionLosses({ classifier, masker }, regions, targets, scenes, numbers),
  };
  const loss = tf.addN(Object.values(parts)) as tf.Scalar;
  return { loss, parts };
}
