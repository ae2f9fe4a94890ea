import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, stateFolder, UserError } from '../project';
import type { SeedSpread } from './over-seeds';

/** One model, or one way to train it, measured over several seeds. */
export interface MeasuredModel {
  name: string;
  /** how it was trained, in words */
  recipe?: string;
  /** facts that tell this run from the others, such as `{ imagesPerClass: 5 }` */
  given?: Record<string, number | string>;
  parameters?: number;
  /** multiply-add operations for one image */
  macs?: number;
  /** how often each training image was seen */
  epochs?: number;
  /** on images that were never trained on, 0 … 1 */
  accuracy: SeedSpread;
  /** of one training, mean over the seeds */
  seconds: number;
  /** what else was measured, by name, such as `trainAccuracy` */
  measures?: Record<string, SeedSpread>;
  /** accuracy on images that were moved to the right, one value for each seed, where that was measured */
  shifted?: { pixels: number; values: number[] }[];
}

/** How the recipe of one model was chosen: several were compared on training images that were held out. */
export interface RecipeSelection {
  /** of the model */
  name: string;
  /** how many images each candidate was trained on, and how many its accuracy was measured on */
  trainedOn: number;
  measuredOn: number;
  candidates: { recipe: string; epochs?: number; accuracy: SeedSpread }[];
  /** the candidate with the highest mean: only this one was measured on the test images */
  chosen: string;
}

/** What `npm run experiments` wrote down about one chapter. */
export interface ExperimentResults {
  /** such as `03-building-cnns` */
  chapter: string;
  /** the machine and the engine on which it was measured; groups that were not measured there come with the course */
  machine: string;
  /** for the models whose recipe was chosen among several */
  selections: RecipeSelection[];
  /** the measured models, by the question that they answer */
  groups: Record<string, MeasuredModel[]>;
}

/**
 * The results of a chapter's large experiments: each group that `npm run experiments -- 03` has measured on this machine, and the others
 * as they come with the course.
 *
 * @param chapter the notebook's name, such as `03-building-cnns`
 * @throws UserError if there are none, or a file cannot be read
 * @example await show(comparison(savedResults('03-building-cnns').groups.choices));
 */
export function savedResults(chapter: string): ExperimentResults {
  const command = `npm run experiments -- ${String(chapter).slice(0, 2)}`;
  const [first, ...others] = resultFiles(chapter)
    .filter(existsSync)
    .map((file) => readResults(file, command));
  if (!first) throw new UserError(`There are no saved results of '${chapter}': measure them with ${command}.`);
  return others.reduce(completedBy, first);
}

function readResults(file: string, command: string): ExperimentResults {
  try {
    const results = JSON.parse(readFileSync(file, 'utf8')) as ExperimentResults;
    if (Object.values(results.groups).every(Array.isArray)) return { ...results, selections: results.selections ?? [] };
  } catch {
    // told below
  }
  throw new UserError(`The saved results in ${file} cannot be read: measure them anew with ${command} --again.`);
}

/** What `own` lacks is taken from `shipped`, whole groups at a time: what is compared comes from one machine. */
function completedBy(own: ExperimentResults, shipped: ExperimentResults): ExperimentResults {
  const missing = Object.entries(shipped.groups).filter(([group]) => !own.groups[group]?.length);
  const names = new Set(missing.flatMap(([, models]) => models.map(({ name }) => name)));
  return {
    ...own,
    selections: [...own.selections, ...shipped.selections.filter(({ name }) => names.has(name))],
    groups: { ...own.groups, ...Object.fromEntries(missing) },
  };
}

/** Where results lie: of this machine (git-ignored) first, then those that come with the course. */
export function resultFiles(chapter: string): [own: string, shipped: string] {
  const name = `${chapter}.json`;
  return [join(stateFolder, 'experiments', name), join(projectRoot, 'docs', 'results', name)];
}
