/** How each kind of exercise is scored: the answer runs in the sandbox, all judging happens here. */
import { type ExerciseResult, judge } from '../../exercises/judge';
import { judgeChoice, judgeText } from '../../exercises/questions';
import type { OpenAnswer } from '../../exercises/run';
import type {
  Case,
  ChoiceExercise,
  Exercise,
  FunctionExercise,
  ModelExercise,
  TextExercise,
  ValueExercise,
  Verdict,
} from '../../exercises/spec';
import type { Given } from '../../exercises/wire';
import type { SubmittedAnswer } from '../reading/answers';
import { shown } from '../reading/shown';
import { casesWithExpected } from './graded-cases';
import type { GradedExercise } from './result';

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
  model: leaveToTeacher,
};

/** Scores the answer to an exercise of any kind. */
export function score(exercise: Exercise, opened: Opened): Promise<GradedExercise> {
  return (scorers[exercise.kind] as Scorer<Exercise>)(exercise, opened);
}

function scoreCases(exercise: FunctionExercise | ValueExercise, opened: Opened): Promise<ExerciseResult> {
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

/** The sandbox has no TensorFlow.js: whoever grades measures models with `convolab check`. */
async function leaveToTeacher({ id, title, entry, points }: ModelExercise): Promise<ExerciseResult> {
  const sentence =
    'This exercise builds a model, which the sandbox does not run: measure it with `npx --no-install convolab check`.';
  return { id, title, entry, status: 'recorded', points: 0, of: points, sentence, cases: [], printed: '' };
}

async function valueIn(answer: OpenAnswer, entry: string): Promise<Given> {
  const outcome = answer.loaded.status === 'returned' ? await answer.call({ path: entry, calls: [[]] }) : answer.loaded;
  return outcome.status === 'returned' ? outcome.results[0] : undefined;
}
