import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs';
import { type Updates, updatesOf } from '../kernels/optimizer-updates';
import type { NativeBackend } from './binding';
import { application, type Computation, type Gradient, type Step } from './computation';
import { type Node, savedModel } from './graph-def';
import { type Draw, draw, listenToDraws } from './masks';
import { openSession } from './session';
import { record, type Source, type Tape } from './tape';
import { inputName, inputNode, outputName, translate } from './translate';

/** A step as a graph, which computes all at once. */
export interface StepGraph {
  /** @throws Error if the graph does not fit; then nothing has changed */
  run(computation: Computation): Step;
  dispose(): void;
}

/** A step that was written down. Those with the same digest are the same operations on the same constants. */
export interface Recording {
  digest: string;
  /** @throws Error if TensorFlow does not accept the graph */
  open(): StepGraph;
}

/**
 * Computes a step as usual, and writes down its operations.
 * @returns no recording if they are not all that happened
 */
export function recordStep(backend: NativeBackend, computation: Computation): { step: Step; recording?: Recording } {
  const { inputs, variables, trainable, optimizer } = computation;
  const draws: Draw[] = [];
  const before = variables.map(({ dataId }) => dataId);
  const { result, tape } = record(backend, [...inputs, ...variables], (addInput) =>
    listenToDraws((one, numbers) => {
      draws.push(one);
      addInput(numbers);
    }, computation.compute),
  );
  const { outputs, gradients } = result;
  const written = variables.flatMap(({ dataId }, i) => (dataId === before[i] ? [] : [i]));
  const step = { outputs, ...application(optimizer, trainable, gradients) };
  return { step, recording: recordingOf(backend, tape, computation, { outputs, gradients, written, draws }) };
}

interface Result {
  outputs: tf.Tensor[];
  gradients: Gradient[];
  /** places of the variables that the step itself changes, as batch normalization does */
  written: number[];
  draws: Draw[];
}

/** What a graph takes besides examples and weights, and what it gives. Results are told by their place. */
interface Layout {
  nodes: Node[];
  inputs: number;
  draws: Draw[];
  results: string[];
  /** results that are the step's outputs */
  outputs: number[];
  /** which result goes into which variable at once */
  written: { variable: number; result: number }[];
  /** places of the trainable variables that have a gradient */
  learnt: number[];
  /** where their results begin: each variable's gradient, or with `isUpdating` the variable and its slots after the step */
  first: number;
  isUpdating: boolean;
}

function recordingOf(
  backend: NativeBackend,
  tape: Tape,
  computation: Computation,
  { outputs, gradients, written, draws }: Result,
): Recording | undefined {
  const { variables, trainable, optimizer } = computation;
  const nodes = translate(tape);
  const learnt = trainable.flatMap((_, i) => (gradients[i] ? [i] : []));
  const slopes = learnt.map((i) => gradients[i] as tf.Tensor);
  const sources = [...outputs, ...written.map((i) => variables[i]), ...slopes].map((tensor) => tape.sourceOf(tensor));
  const isComplete = trainable.every((one) => variables.includes(one));
  if (!nodes || !isComplete || !sources.every((source) => source?.from === 'operation')) return undefined;

  const names = sources.map((source) => outputName(source as Source));
  const first = outputs.length + written.length;
  const results = [...new Set(names.slice(0, first))];
  const place = (name: string): number => results.indexOf(name);
  const layout: Layout = {
    nodes,
    inputs: tape.inputs.length,
    draws,
    results,
    outputs: names.slice(0, outputs.length).map(place),
    written: written.map((variable, i) => ({ variable, result: place(names[outputs.length + i]) })),
    learnt,
    first: results.length,
    isUpdating: false,
  };
  const updates = slopes.every(({ dtype }) => dtype === 'float32') ? updatesOf(optimizer) : undefined;
  if (updates) addUpdates(layout, updates, computation, names.slice(first));
  else results.push(...names.slice(first));
  const digest = createHash('sha1').update(savedModel(nodes, results.join())).digest('hex');
  return { digest, open: () => open(backend, layout) };
}

/** The optimizer's step, behind the gradients. Its settings and slots are inputs. */
function addUpdates(
  layout: Layout,
  updates: Updates,
  { inputs, variables, trainable }: Computation,
  gradients: string[],
): void {
  const added: Node[] = [];
  const addInput = (shape: number[]): string => {
    const node = inputNode({ shape, dtype: 'float32' }, layout.inputs++);
    added.push(node);
    return `${node.name}:0`;
  };
  const settings = addInput([updates.settings.length]);
  layout.learnt.forEach((i, k) => {
    const weights = `${inputName(inputs.length + variables.indexOf(trainable[i]))}:0`;
    const slots = updates.slots(trainable[i], i).map(({ shape }) => addInput(shape));
    const name = `u${k}`;
    added.push({ name, op: updates.kernel, inputs: [settings, weights, gradients[k], ...slots], attributes: {} });
    layout.results.push(...[weights, ...slots].map((_, output) => `${name}:${output}`));
  });
  layout.nodes.push(...added);
  layout.isUpdating = true;
}

function open(backend: NativeBackend, { nodes, ...layout }: Layout): StepGraph {
  const session = openSession(backend.binding, nodes, layout.inputs, layout.results);
  return {
    dispose: session.dispose,
    run(computation) {
      const { inputs, variables, trainable, optimizer } = computation;
      const learnt = layout.learnt.map((i) => trainable[i]);
      const updates = layout.isUpdating ? updatesOf(optimizer) : undefined;
      if (layout.isUpdating && !updates) throw new Error('the optimizer has changed');
      const slots = learnt.map((weights, k) => updates?.slots(weights, layout.learnt[k]) ?? []);
      const made = [...layout.draws.map(draw), ...(updates ? [tf.tensor1d(updates.settings, 'float32')] : [])];
      const ids = backend.getInputTensorIds([...inputs, ...variables, ...made, ...slots.flat()]);
      let results: tf.Tensor[];
      try {
        results = session.run(ids).map((one) => backend.createOutputTensor(one));
      } finally {
        tf.dispose(made);
      }
      for (const { variable, result } of layout.written) variables[variable].assign(results[result]);
      const outputs = layout.outputs.map((result) => results[result].clone());
      const rest = results.splice(layout.first);
      tf.dispose(results);
      if (!updates) {
        const gradients: Gradient[] = trainable.map(() => null);
        layout.learnt.forEach((i, k) => {
          gradients[i] = rest[k];
        });
        return { outputs, ...application(optimizer, trainable, gradients) };
      }
      return {
        outputs,
        discard: () => tf.dispose(rest),
        apply() {
          learnt
            .flatMap((weights, k) => [weights, ...slots[k]])
            .forEach((variable, k) => {
              variable.assign(rest[k]);
            });
          tf.dispose(rest);
          updates.finish();
        },
      };
    },
  };
}
