import { say } from '../../languages/texts';
import type { Change } from './changes';
import { type AugmentationGiven, labelOf } from './state';
import { texts } from './texts';

/** A change in words, such as `flipped, 2 px right, turned by −7°`. */
export function inWords(change: Change, { examples }: AugmentationGiven): string {
  const { changes } = texts;
  const parts = [
    change.flip && say(changes.flip),
    change.right !== 0 && changes.right(change.right),
    change.down !== 0 && changes.down(change.down),
    change.rotation !== 0 && changes.rotation(number(change.rotation, 0)),
    change.zoom !== 1 && changes.zoom(number(100 * change.zoom, 0)),
    change.brightness !== 0 && changes.brightness(signed(change.brightness)),
    change.contrast !== 1 && changes.contrast(number(change.contrast, 2)),
    change.noise !== 0 && changes.noise(number(change.noise, 2)),
    change.cutout !== 0 && changes.cutout(change.cutout),
    change.mixup !== 0 && changes.mixup(number(100 * change.mixup, 0), examples[change.other].label),
  ];
  return parts.filter(Boolean).join(', ') || say(texts.none);
}

/** `boot`, or `0.7 boot + 0.3 sandal` */
export function labelInWords(change: Change, chosen: number, given: AugmentationGiven): string {
  const shares = labelOf(change, chosen, given);
  if (shares.length === 1) return shares[0].label;
  return shares.map(({ label, share }) => `${number(share, 2)} ${label}`).join(' + ');
}

export const number = (value: number, digits: number): string =>
  String(Number(value.toFixed(digits)) + 0).replace('-', '−');

export const signed = (value: number): string => (value > 0 ? `+${number(value, 2)}` : number(value, 2));
