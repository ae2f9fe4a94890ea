import { say } from '../languages/say';
import { UserError } from '../project';
import { kindInWords } from './describe';
import { LoadedModel } from './loaded-model';
import { isPackedModel, type PackedModel, type UseOfModel } from './packed';
import type { Outcome } from './run';
import type { Case, ModelExercise } from './spec';
import { copyData, type Given, Odd } from './wire';

/**
 * Rebuilds the model that an answer returned, and measures it as the exercise says.
 * @returns the outcome with the facts in place of the result; or, where there is no model that can be measured, one sentence
 * @throws whatever is wrong with the exercise itself
 */
export async function measureModel(
  exercise: ModelExercise,
  testCase: Case,
  outcome: Outcome,
): Promise<{ facts: Outcome; problem?: string }> {
  if (outcome.status !== 'returned' || outcome.results[0] === undefined) return { facts: outcome };
  const [result] = outcome.results;
  const packed = modelOf(exercise, result);
  if (!packed) return { facts: outcome, problem: noModelInWords(exercise, result) };
  let model: LoadedModel | undefined;
  let given: LoadedModel | undefined;
  try {
    model = await LoadedModel.load(packed);
    const start = testCase.args?.find((arg) => isPackedModel(arg));
    if (start) given = await LoadedModel.load(start);
    const facts = copyData(await exercise.measure({ model, given, use: readUse(packed.use), result }, testCase));
    return { facts: { ...outcome, results: [facts as Given] } };
  } catch (error) {
    if (error instanceof UserError) return { facts: outcome, problem: error.message };
    throw error;
  } finally {
    model?.dispose();
    given?.dispose();
  }
}

/** What the process of the answer noted, if it has the form of notes. */
function readUse(use: unknown): UseOfModel | undefined {
  const { batches, images, tensorsLeft } = (use ?? {}) as Partial<UseOfModel>;
  const areNumbers = (list: unknown): boolean => Array.isArray(list) && list.every(Number.isInteger);
  const isWhole =
    Array.isArray(batches) && batches.every(areNumbers) && areNumbers(images) && Number.isInteger(tensorsLeft);
  return isWhole ? (use as UseOfModel) : undefined;
}

function modelOf({ modelIn }: ModelExercise, result: Given): PackedModel | undefined {
  const isObject = result !== null && typeof result === 'object' && !Array.isArray(result) && !(result instanceof Odd);
  const value =
    modelIn === undefined ? result : isObject && Object.hasOwn(result, modelIn) ? result[modelIn] : undefined;
  return isPackedModel(value) ? value : undefined;
}

function noModelInWords({ entry, modelIn }: ModelExercise, result: Given): string {
  const isPromise = result instanceof Odd && result.what === 'a Promise';
  const got = isPackedModel(result) ? say('the model alone') : kindInWords(result);
  const wanted = modelIn
    ? say('an object with the model in `{part}`', { part: modelIn })
    : say('a model: `tf.sequential(…)` or `tf.model(…)`');
  const sentence = say('`{entry}` returned {got}; expected {wanted}.', { entry, got, wanted });
  return isPromise ? `${sentence} ${say('Write `await` before what makes it.')}` : sentence;
}
