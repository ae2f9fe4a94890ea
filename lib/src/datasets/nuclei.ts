import type { Image, Matrix } from '../maths/shapes';
import { readEmbedded } from './catalog';
import { decodePicture } from './decode-picture';

/** Cells under the microscope, with the nucleus that each pixel belongs to. */
export interface Nuclei {
  /** `[512, 512, 1]`, values 0…1 */
  image: Image;
  /** `[512, 512]`: 0 for the ground, 1 … 125 for the nuclei */
  instances: Matrix;
}

/**
 * One fluorescence image of cell nuclei of the 2018 Data Science Bowl (BBBC038), and what people marked in it.
 *
 * J. C. Caicedo et al., "Nucleus segmentation across imaging experiments: the 2018 Data Science Bowl", *Nature Methods* 16, 2019.
 *
 * @throws UserError if a file is missing or damaged
 */
export async function nuclei(): Promise<Nuclei> {
  const [image, instances] = await Promise.all(['nuclei/image.png', 'nuclei/instances.png'].map(levels));
  return { image: image.map((row) => row.map((level) => [level / 255])), instances };
}

/** The grey levels of a picture, `[height, width]`, 0…255. */
async function levels(path: string): Promise<Matrix> {
  const { width, height, data } = await decodePicture(readEmbedded(path));
  return Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => data[4 * (y * width + x)]));
}
