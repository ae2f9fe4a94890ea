import type { Image } from '../maths/shapes';
import { UserError } from '../project';

/**
 * Images of one size side by side as one.
 *
 * @param rows of images, from the top; all rows must be equally long
 * @param owner for messages
 * @throws UserError for images of different sizes
 */
export function mosaic(rows: readonly (readonly Image[])[], owner: string): Image {
  const [first] = rows[0];
  const size = (image: Image) => [image?.length, image?.[0]?.length, image?.[0]?.[0]?.length].join(' × ');
  for (const image of rows.flat()) {
    if (size(image) !== size(first))
      throw new UserError(`${owner} takes images of one size, got ${size(first)} and ${size(image)}.`);
  }
  return rows.flatMap((images) => first.map((_, y) => images.flatMap((image) => image[y])));
}
