/** How each kind of exercise is scored: the answer runs in the sandbox, all judging happens here. */
import { judge } from '../../exercises/judge';
import { judgeChoice, judgeText } from '../../exercises/questions';
import type { ExerciseResult } from '../../exercises/result';
import type { OpenAnswer } from '../../exercises/run';
import type {
  Case,
  ChoiceExercise,
  Exercise,
  ModelExercise,
  TestedExercise,
  TextExercise,
  Verdict,
} from '../../exercises/spec';
import type { Given } from '../../exercises/wire';
import type { SubmittedAnswer } from '../reading/answers';
import { shown } from '../reading/shown';
import { casesWithExpected } from './graded-cases';
import type { GradedExercise } from './result';
import { withImages } from './with-images';

/** The answer to one exercise, open in a sandbox. */
export interface Opened {
  answer: OpenAnswer;
  submitted: SubmittedAnswer;
  /** the teacher's secret, from which the cases are drawn */
  seed: string;
}

type Scorer<E extends Exercise> = (exercise: E, opened: Opened) => Promise<GradedExercise>;

/** One entry a kind; a new kind of exercise needs one here and nothing else in the grader. */
const scorers: { [K in Exercise['kind']]: Scorer<Extract<Exercise, { kind: K }>> } = {
  function: scoreCases,
  value: scoreCases,
  choice: scoreChoice,
  text: scoreText,
  model: scoreModel,
};

/** Scores the answer to an exercise of any kind. */
export function score(exercise: Exercise, opened: Opened): Promise<GradedExercise> {
  return (scorers[exercise.kind] as Scorer<Exercise>)(exercise, opened);
}

function scoreCases(exercise: TestedExercise, opened: Opened): Promise<ExerciseResult> {
  const names = new Set(opened.submitted.elsewhere);
  const guarded = exercise.judge ? { ...exercise, judge: guard(exercise.judge) } : exercise;
  const graded = casesWithExpected(exercise, opened.seed);
  return judge(guarded, opened.answer, { ...graded, elsewhere: (name) => names.has(name) });
}

/** A judge meets things here that its author did not think of. */
function guard(judgeOne: (got: Given, testCase: Case) => Verdict): (got: Given, testCase: Case) => Verdict {
  return (got, testCase) => {
    try {
      return judgeOne(got, testCase);
    } catch {
      return { pass: false, message: 'What came back has another form than the exercise asks for.' };
    }
  };
}

async function scoreChoice(exercise: ChoiceExercise, { answer }: Opened): Promise<ExerciseResult> {
  return judgeChoice(exercise, await valueIn(answer, exercise.entry));
}

async function scoreText(exercise: TextExercise, { answer }: Opened): Promise<GradedExercise> {
  const value = await valueIn(answer, exercise.entry);
  return { ...judgeText(exercise, value), text: typeof value === 'string' ? shown(value) : undefined };
}

/**
 * The answer builds or trains its model in the sandbox. What comes out is data: the model is rebuilt from it and measured here,
 * on images that the answer was not given.
 */
function scoreModel(exercise: ModelExercise, opened: Opened): Promise<ExerciseResult> {
  const { answer } = opened;
  const call: OpenAnswer['call'] = async ({ path, calls }) => answer.call({ path, calls: await withImages(calls) });
  return scoreCases(exercise, { ...opened, answer: { ...answer, call } });
}

async function valueIn(answer: OpenAnswer, entry: string): Promise<Given> {
  const outcome = answer.loaded.status === 'returned' ? await answer.call({ path: entry, calls: [[]] }) : answer.loaded;
  return outcome.status === 'returned' ? outcome.results[0] : undefined;
}
