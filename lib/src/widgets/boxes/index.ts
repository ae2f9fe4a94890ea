import type { Box } from '../../maths';
import { checkBox } from '../../maths/detection/boxes';
import { checkShare } from '../../maths/detection/suppression';
import { checkOptions } from '../../maths/options';
import { UserError } from '../../user-error';
import { type BoxesGiven, room } from './state';

export interface BoxesWidgetOptions {
  /** two to eight boxes `[left, top, right, bottom]` in a room of 360 × 260 pixels, with scores 0 … 1 */
  boxes?: { box: Box; score: number }[];
  /** 0 … 1; default 0.5 */
  iouThreshold?: number;
  title?: string;
}

const most = 8;

/** Three that see one object, and one that sees another. */
const usual: { box: Box; score: number }[] = [
  { box: [50, 50, 180, 170], score: 0.9 },
  { box: [70, 62, 205, 190], score: 0.75 },
  { box: [110, 80, 250, 210], score: 0.6 },
  { box: [240, 30, 330, 110], score: 0.8 },
];

/** What the page gets. @throws UserError in one sentence for what cannot be shown */
export function boxesGiven(options: BoxesWidgetOptions = {}): BoxesGiven {
  checkOptions(options, ['boxes', 'iouThreshold', 'title'], 'widget.boxes');
  const { boxes = usual, iouThreshold = 0.5, title } = options;
  if (!Array.isArray(boxes) || boxes.length < 2 || boxes.length > most) {
    throw new UserError(
      `widget.boxes: boxes must be a list of 2 to ${most}, each { box: [left, top, right, bottom], score }.`,
    );
  }
  boxes.forEach(({ box, score }, i) => {
    checkBox(box, `boxes[${i}].box`);
    checkShare(score, `boxes[${i}].score`);
    const [left, top, right, bottom] = box;
    if (left < 0 || top < 0 || right > room.width || bottom > room.height) {
      throw new UserError(`widget.boxes: boxes[${i}].box leaves the room of ${room.width}×${room.height} pixels.`);
    }
  });
  checkShare(iouThreshold, 'iouThreshold');
  return { boxes, iouThreshold, title };
}
