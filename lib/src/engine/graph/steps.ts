import * as tf from '@tensorflow/tfjs';
import type { NativeBackend } from './binding';
import { type Computation, computeStep, type Step } from './computation';
import { type Recording, recordStep, type StepGraph } from './step-graph';

/** What is known of a kind of step: how it went so far, or the graph that takes its place, or that none can. */
type Known = Tried | StepGraph | 'no graph';
interface Tried {
  /** steps so far */
  steps: number;
  last?: Recording;
  failures: number;
}

/**
 * Steps before the first that is written down. Writing down and optimizing cost about 0.1 s, which the last, smaller batch of an
 * epoch would earn back in dozens of epochs only.
 */
const warmUp = 4;

/** Recordings that differ from the one before, or that failed, until a kind of step is left as it is. */
const patience = 3;
/** Kinds of steps of one model that are remembered. */
const mostKinds = 32;
/** Graphs at once in the process; the one that rested longest goes first. */
const mostGraphs = 12;

const known = new WeakMap<object, Map<string, Known>>();
const graphs = new Set<StepGraph>();
/** A model that nobody holds any more leaves its graphs behind. */
const forgotten = new FinalizationRegistry<Map<string, Known>>(disposeAll);

/**
 * Computes a step: a few times as usual, then twice while it is written down, and, if both were the same operations on the same
 * constants, from then on as one graph.
 * @param owner what the step belongs to
 * @param kind the same text means that the same is to be computed
 */
export function repeatedStep(owner: object, kind: string, computation: Computation): Step {
  let kinds = known.get(owner);
  if (!kinds) {
    kinds = new Map();
    known.set(owner, kinds);
    forgotten.register(owner, kinds, kinds);
  }
  const state = kinds.get(kind) ?? { steps: 0, failures: 0 };
  if (state === 'no graph') return computeStep(computation);
  if ('run' in state) {
    if (graphs.delete(state)) {
      graphs.add(state);
      try {
        return state.run(computation);
      } catch {
        close(state);
        kinds.set(kind, 'no graph');
        return computeStep(computation);
      }
    }
    kinds.delete(kind); // was closed to make room
    return repeatedStep(owner, kind, computation);
  }
  if (state.steps++ < warmUp) {
    kinds.set(kind, state);
    dropOldest(kinds);
    return computeStep(computation);
  }
  const { step, recording } = recordStep(tf.backend() as unknown as NativeBackend, computation);
  kinds.set(kind, after(state, recording));
  return step;
}

/** A model whose steps are never the same twice, as with inputs of many sizes, is not to fill the memory. */
function dropOldest(kinds: Map<string, Known>): void {
  for (const [kind, state] of kinds) {
    if (kinds.size <= mostKinds) return;
    if (typeof state === 'object' && 'run' in state) close(state);
    kinds.delete(kind);
  }
}

function after({ steps, last, failures }: Tried, recording: Recording | undefined): Known {
  if (recording && recording.digest === last?.digest) {
    try {
      const graph = recording.open();
      graphs.add(graph);
      for (const oldest of graphs) if (graphs.size > mostGraphs) close(oldest);
      return graph;
    } catch {
      return 'no graph';
    }
  }
  const isFirst = last === undefined && recording !== undefined;
  const count = failures + (isFirst ? 0 : 1);
  return count === patience ? 'no graph' : { steps, last: recording, failures: count };
}

/** Frees the graphs of an owner, which may go on: they are made anew. */
export function forgetSteps(owner: object): void {
  const kinds = known.get(owner);
  if (!kinds) return;
  disposeAll(kinds);
  kinds.clear();
}

function disposeAll(kinds: Map<string, Known>): void {
  for (const state of kinds.values()) if (typeof state === 'object' && 'run' in state) close(state);
}

function close(graph: StepGraph): void {
  if (graphs.delete(graph)) graph.dispose();
}
