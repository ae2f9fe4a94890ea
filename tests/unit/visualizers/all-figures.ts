/** One example of every figure, by name, made when it is asked for. */
import type { Figure } from '../../../lib/src/visualizers';
import { classFigures } from './class-figures';
import { detectionFigures } from './detection-figures';
import { efficiencyFigures } from './efficiency-figures';
import { generativeFigures } from './generative-figures';
import { imageFigures } from './image-figures';
import { introductionFigures } from './introduction-figures';
import { languageFigures } from './language-figures';
import { networkFigures } from './network-figures';
import { searchFigures } from './search-figures';
import { sequenceFigures } from './sequence-figures';
import { stepFigures } from './step-figures';
import { tuningFigures } from './tuning-figures';

export const allFigures: Record<string, () => Figure> = {
  ...classFigures,
  ...detectionFigures,
  ...efficiencyFigures,
  ...generativeFigures,
  ...imageFigures,
  ...introductionFigures,
  ...languageFigures,
  ...networkFigures,
  ...searchFigures,
  ...sequenceFigures,
  ...stepFigures,
  ...tuningFigures,
};
