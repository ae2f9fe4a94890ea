import { type Augmentation, checkAmount, ofImages } from './augmentation';
import { resampled } from './resampling';

export const rotationDefaults = { degrees: 15 };

/**
 * Images turned around their middle by a random angle, up to `degrees` in both directions; zeros come in from outside.
 *
 * @throws UserError unless degrees is from 0 to 180
 */
export function randomRotation(options: Partial<typeof rotationDefaults> = {}): Augmentation {
  const { degrees } = { ...rotationDefaults, ...options };
  checkAmount(degrees, 'degrees of randomRotation', 180);
  return ofImages(`rotation ±${degrees}°`, (images, draw) => {
    const [, height, width] = images.shape;
    const [x, y] = [(width - 1) / 2, (height - 1) / 2]; // the middle
    return resampled(images, () => {
      const angle = (draw.uniform(-degrees, degrees) * Math.PI) / 180;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      return [cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y];
    });
  });
}
