/** Runs the code of an answer cell, with a time limit for every call, and reports what came of it as data. */
import { Script } from 'node:vm';
import { type AnswerModels, openAnswerModels } from './answer-models';
import { type Box, createStudentContext, type StudentContext } from './context';
import { courseLibrary } from './course-library';
import { RejectionGuard } from './rejection-guard';
import { attempt, timeLimit } from './time-limit';
import { type Data, encode, type Given, readGiven } from './wire';

/** What came of loading the cell or of one request. */
export type Outcome = Returned<Given[]> | NotReturned;

interface Returned<Results> {
  status: 'returned';
  results: Results;
  wasPromise: boolean;
  changedArgument?: number;
}

type NotReturned =
  | { status: 'threw'; error: Thrown }
  /** code that did not end within the limit */
  | { status: 'timeout'; seconds: number }
  /** a promise that did not settle within the limit */
  | { status: 'pending'; seconds: number }
  /** the process of the answer ended by itself (only in a process of its own) */
  | { status: 'ended'; seconds: number };

export interface Thrown {
  name: string;
  message: string;
  /** line of the answer's code where it happened, as text */
  at?: string;
}

/** One or many calls of one function of the cell, or the look at one of its values. */
export interface Request {
  /** 'conv2d' or 'activations.relu.output' */
  path: string;
  calls: Data[][];
}

/** The same with the results as the text that they travel as, for whoever only passes them on. */
export type EncodedOutcome = Returned<string> | NotReturned;

/** An answer whose cell has run and whose functions can be called. */
export interface OpenAnswer {
  loaded: Outcome;
  /** names that the cell declares */
  names: string[];
  call(request: Request): Promise<Outcome>;
  /** what the answer wrote to the console so far */
  printed(): string;
  close(): Promise<void>;
}

/** As `OpenAnswer`, for encoded calls and results. */
export interface EncodedAnswer extends Pick<OpenAnswer, 'names' | 'printed' | 'close'> {
  loaded: EncodedOutcome;
  call(path: string, calls: string): Promise<EncodedOutcome>;
}

export interface RunOptions {
  /** limit for the cell itself and for each request, 2 unless said */
  seconds?: number;
  /** names that the cell may import from 'convolab' */
  imports?: string[];
  /** the answer works with TensorFlow.js: it gets an engine, and models and tensors go in and out */
  models?: {
    /** methods that a model in the arguments does not offer */
    withheld: string[];
  };
  /** false where somebody outside ends a process that loops: a limit inside costs a thread for every step */
  stopsLoops?: boolean;
}

/** An answer may print, compute and import what is named; the file name marks its lines in stack traces. */
const fileName = 'answer-cell.js';

/**
 * Runs an answer cell in this process. Endless loops are stopped, also inside promises; it never throws.
 * @param code compiled JavaScript of the cell: CommonJS, names exported
 * @param library what 'convolab' is for the cell; a sandbox has only parts of it
 */
export async function openAnswer(
  code: string,
  options: RunOptions = {},
  library: () => Record<string, unknown> = courseLibrary,
): Promise<OpenAnswer> {
  const { loaded, names, call, printed, close } = await openEncoded(code, options, library);
  return {
    loaded: decoded(loaded),
    names,
    call: async ({ path, calls }) => decoded(await call(path, encode(calls))),
    printed,
    close,
  };
}

function decoded(outcome: EncodedOutcome): Outcome {
  if (outcome.status !== 'returned') return outcome;
  try {
    return { ...outcome, results: readGiven(outcome.results) as Given[] };
  } catch {
    return unreadable;
  }
}

const unreadable: NotReturned = {
  status: 'threw',
  error: { name: 'Error', message: 'what it returned could not be read' },
};

/** As `openAnswer`; calls come in and results go out as text. */
export async function openEncoded(
  code: string,
  options: RunOptions = {},
  library: () => Record<string, unknown> = courseLibrary,
): Promise<EncodedAnswer> {
  const seconds = options.seconds ?? 2;
  const guard = new RejectionGuard();
  let world!: StudentContext;
  let models: AnswerModels | undefined;
  let earlier = '';

  const open = (): Promise<EncodedOutcome> => attempt(seconds, openOnce);

  async function openOnce(): Promise<EncodedOutcome> {
    earlier += world ? world.printed() : '';
    world = createStudentContext((name) => loadFor(name, options.imports ?? [], library));
    guard.watch(world.context);
    try {
      // before the clock runs: what was cut off while it is loaded would stay half loaded
      for (const part of options.imports ?? []) library()[part];
      if (options.models) models ??= await openAnswerModels(options.models.withheld, library());
      world.box.giveBack = models?.giveBack;
    } catch (error) {
      return { status: 'threw', error: { name: 'UserError', message: String((error as Error)?.message) } };
    }
    try {
      // one line before the code, so that line numbers in traces are those of the code plus one
      const script = new Script(`(async (exports, require) => {\n${code}\n})`, { filename: fileName });
      // it only makes the function, so there is nothing to stop
      world.box.module = script.runInContext(world.context) as Box['module'];
    } catch (error) {
      return { status: 'threw', error: { name: 'SyntaxError', message: String((error as Error)?.message) } };
    }
    return perform({ action: 'load' });
  }

  async function perform(action: Pick<Box, 'action' | 'path' | 'calls'>): Promise<EncodedOutcome> {
    const { box, context, step } = world;
    Object.assign(box, { ...action, done: false, results: undefined, error: undefined, wasPromise: false });
    const timeLeft = timeLimit(seconds, options.models !== undefined && options.stopsLoops === false);
    for (;;) {
      const left = timeLeft();
      if (left <= 0) return { status: 'pending', seconds };
      try {
        step.runInContext(context, options.stopsLoops === false ? {} : { timeout: left });
      } catch (error) {
        if ((error as { code?: string })?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
          return { status: 'timeout', seconds };
        return { status: 'threw', error: { name: 'Error', message: 'the answer broke its own surroundings' } };
      }
      if (box.done) return readOutcome(box, code, action.calls);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  const loaded = await open();
  let spoiled = false;
  return {
    loaded,
    names: (world.box.names ?? '').split(',').filter((name) => name !== '' && name !== 'tsLastExpr'),
    call: (path, calls) =>
      attempt(seconds, async () => {
        // a context in which code was cut off, or still waits, is not used again
        if (spoiled) {
          const again = await open();
          if (again.status !== 'returned') return again;
        }
        world.box.live = await models?.receive((readGiven(calls) as Data[][])[0]);
        const outcome = await perform({ action: 'call', path, calls });
        spoiled = outcome.status === 'timeout' || outcome.status === 'pending';
        return outcome;
      }),
    printed: () => earlier + world.printed(),
    close: () => guard.release(),
  };
}

function readOutcome(box: Box, code: string, callsBefore: string | undefined): EncodedOutcome {
  try {
    if (typeof box.error === 'string') {
      const { name, message, stack } = readGiven(box.error) as { name: string; message: string; stack: string };
      return { status: 'threw', error: { name, message, at: lineOf(stack, code) } };
    }
    return {
      status: 'returned',
      results: typeof box.results === 'string' ? box.results : '[]',
      wasPromise: box.wasPromise === true,
      ...changes(callsBefore, box.callsAfter),
    };
  } catch {
    return unreadable;
  }
}

/** Which argument the answer changed in place, if any. */
function changes(before: string | undefined, after: string | undefined): { changedArgument?: number } {
  if (before === undefined || after === undefined || before === after) return {};
  const was = readGiven(before) as Given[][];
  const is = readGiven(after) as Given[][];
  for (const [call, args] of was.entries()) {
    for (const [index, argument] of args.entries()) {
      if (encode(argument) !== encode(is[call]?.[index])) return { changedArgument: index };
    }
  }
  return {};
}

/** The text of the line of the answer's code that a stack trace names first. */
function lineOf(stack: string, code: string): string | undefined {
  const line = new RegExp(`${fileName}:(\\d+)`).exec(stack)?.[1];
  return line ? code.split('\n')[Number(line) - 2]?.trim() || undefined : undefined;
}

/** `require` for an answer: the named parts of convolab, each loaded when it is first used, and nothing else. */
function loadFor(name: string, imports: string[], library: () => Record<string, unknown>): object {
  if (name !== 'convolab') throw new Error(`CONVOLAB_IMPORT module ${name}`);
  const allowed: object = {};
  for (const part of imports) {
    const get = (): unknown => library()[part];
    Object.defineProperty(allowed, part, { enumerable: true, get });
  }
  return new Proxy(allowed, {
    get(target, part) {
      if (typeof part === 'symbol' || part === '__esModule' || part === 'then' || part in target)
        return Reflect.get(target, part);
      throw new Error(`CONVOLAB_IMPORT name ${part}`);
    },
  });
}
