import type { SceneDataset } from '../../datasets/scenes/scene-dataset';
import { tf } from '../../engine';
import { type Box, encodeBox, iouMatrix, proposals } from '../../maths/detection';
import { checkOptions } from '../../maths/options';
import { type Random, random } from '../../maths/random';
import { checkCount } from '../../models/layer-choices';
import { UserError } from '../../project';
import { cropBoxes } from './crops';

export interface RegionExamplesOptions {
  /** side of the crops, as the network takes them; default: 24 */
  crop?: number;
  /** crops of a scene without an object, at most; default: 8 */
  background?: number;
  /** for each object its own box moved and stretched at random, so often; default: 3 */
  moved?: number;
  seed?: number | string;
}

/** A crop with this IoU or more shows the object; with less than the other it shows nothing; those between are not learnt from. */
const limits = { object: 0.5, nothing: 0.35 };

/**
 * Crops as examples for `regionClassifier`, to be trained with `regionLoss`: the proposals of each scene that an object fills at least half, each
 * object's box moved and stretched a little, and proposals that show nothing much. Dispose of both tensors when done.
 *
 * @param scenes with boxes
 * @returns `xs` `[crops, crop, crop, 1]` and `ys` `[crops, 1, 4 + 1 + classes]`: offsets from the crop's box to the object's, then one-hot, "nothing" first
 */
export function regionExamples(
  scenes: SceneDataset,
  options: RegionExamplesOptions = {},
): { xs: tf.Tensor4D; ys: tf.Tensor3D } {
  checkOptions(options, ['crop', 'background', 'moved', 'seed'], 'regionExamples');
  const { crop = 24, background = 8, moved = 3, seed = 1 } = options;
  checkCount(crop, 'crop');
  const draw = random(`regions ${seed}`);
  const length = 5 + scenes.classNames.length;
  const labels: number[][] = [];
  const boxes = scenes.objects.map((objects, i) => {
    const own = objects.map(({ box }) => box);
    const near = own.flatMap((box) => Array.from({ length: moved }, () => shaken(box, draw)));
    const proposed = draw.shuffle(proposals(greyOf(scenes, i)));
    const candidates = [...near, ...proposed];
    const overlaps = iouMatrix(candidates, own);
    let empty = 0;
    return candidates.filter((candidate, k) => {
      const best = overlaps[k].indexOf(Math.max(...overlaps[k]));
      const label = new Array<number>(length).fill(0);
      if (best >= 0 && overlaps[k][best] >= limits.object) {
        label.splice(0, 4, ...encodeBox(own[best], candidate));
        label[5 + objects[best].label] = 1;
      } else {
        if ((best >= 0 && overlaps[k][best] >= limits.nothing) || empty >= background) return false;
        empty++;
        label[4] = 1;
      }
      labels.push(label);
      return true;
    });
  });
  if (labels.length === 0) throw new UserError(`${scenes.name} gave no crops to learn from.`);
  const images = scenes.tensor();
  const xs = cropBoxes(images, boxes, crop);
  images.dispose();
  return { xs, ys: tf.tensor3d(labels.flat(), [labels.length, 1, length]) };
}

/** Scene `i` as a matrix of greys, as `proposals` takes it. */
export function greyOf(scenes: SceneDataset, i: number): number[][] {
  return scenes.image(i).map((row) => row.map(([grey]) => grey));
}

/** A box near another one: middle and sides off by up to a fifth. */
function shaken([left, top, right, bottom]: Box, draw: Random): Box {
  const [width, height] = [right - left, bottom - top];
  const off = () => draw.uniform(-0.2, 0.2);
  const [x, y] = [(left + right) / 2 + off() * width, (top + bottom) / 2 + off() * height];
  const [across, down] = [(width * Math.exp(off())) / 2, (height * Math.exp(off())) / 2];
  return [x - across, y - down, x + across, y + down];
}
