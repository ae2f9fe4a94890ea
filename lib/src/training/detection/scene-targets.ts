import type { SceneDataset } from '../../datasets/scenes/scene-dataset';
import { tf } from '../../engine';
import { type Box, encodeAnchors, encodeGrid, type LabelledBox } from '../../maths/detection';
import { detectorAnchors } from '../../models/detection/anchor-detector';

/**
 * Scenes as examples for `gridDetector`, to be trained with `gridLoss`. Dispose of both tensors when done.
 * @returns `xs` `[count, size, size, 1]` and `ys` `[count, size / 8, size / 8, 5 + classes]`
 */
export function gridExamples(scenes: SceneDataset): { xs: tf.Tensor4D; ys: tf.Tensor4D } {
  const { size, classNames } = scenes;
  const grid = { cells: size / 8, size, classes: classNames.length };
  const ys = tf.tensor4d(scenes.objects.map((objects) => encodeGrid(objects, grid)));
  return { xs: scenes.tensor(), ys };
}

/**
 * Scenes as examples for `anchorDetector`, to be trained with `anchorLoss`. Dispose of both tensors when done.
 * @returns `xs` `[count, size, size, 1]` and `ys` `[count, anchors, 4 + 1 + classes]`: offsets, then one-hot, "nothing" first
 */
export function anchorExamples(scenes: SceneDataset): { xs: tf.Tensor4D; ys: tf.Tensor3D } {
  return {
    xs: scenes.tensor(),
    ys: anchorLabels(scenes.objects, detectorAnchors(scenes.size), scenes.classNames.length),
  };
}

/**
 * What anchors should answer.
 * @param objects for each image
 * @param anchors the same for all images, in pixels
 * @returns `[count, anchors, 4 + 1 + classes]`: offsets, then one-hot, "nothing" first
 */
export function anchorLabels(
  objects: readonly (readonly LabelledBox[])[],
  anchors: readonly Box[],
  classes: number,
): tf.Tensor3D {
  const length = 5 + classes;
  const ys = new Float32Array(objects.length * anchors.length * length);
  objects.forEach((own, i) => {
    encodeAnchors(own, anchors).forEach(({ label, offsets }, anchor) => {
      const start = (i * anchors.length + anchor) * length;
      ys.set(offsets, start);
      ys[start + 5 + label] = 1; // nothing is −1
    });
  });
  return tf.tensor3d(ys, [objects.length, anchors.length, length]);
}
