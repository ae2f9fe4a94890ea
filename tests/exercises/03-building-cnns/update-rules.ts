import {
  type Case,
  type FunctionExercise,
  type Hyperparameters,
  type Memory,
  type Optimizer,
  type OptimizerName,
  optimizers,
  type Random,
} from 'convolab';
import { mistakenRules } from './rule-mistakes';

const names = Object.keys(optimizers) as OptimizerName[];

/** The settings that a rule reads, as the exercise hands them over. */
function settingsOf({ defaults }: Optimizer, learningRate = defaults.learningRate): { [key: string]: number } {
  return { ...defaults, learningRate };
}

/** Gradients one after the other, each with what the steps before left in memory. */
function steps(name: OptimizerName, gradients: number[], settings: { [key: string]: number }): number[][] {
  const rule = optimizers[name];
  let memory: Memory = rule.memory;
  return gradients.map((g) => {
    const args = [g, memory, settings];
    memory = rule.step(g, memory, settings as unknown as Hyperparameters).memory;
    return args as unknown as number[];
  });
}

function casesFor(
  name: OptimizerName,
  gradients: number[],
  learningRate: number,
  about: (part: string) => string,
): Case[] {
  const calls = steps(name, gradients, settingsOf(optimizers[name], learningRate));
  const { name: title } = optimizers[name];
  return [
    { name: about(`${title}, first step`), fn: name, each: calls.slice(0, 1) },
    { name: about(`${title}, steps after it`), fn: name, each: calls.slice(1) },
  ];
}

/** Rules that divide are also tried where there is nothing to divide by. */
function atRest(name: OptimizerName): Case[] {
  const { name: title, defaults } = optimizers[name];
  if (defaults.epsilon === undefined) return [];
  return [
    { name: `${title}, gradient 0 at the start`, fn: name, each: steps(name, [0, 0], settingsOf(optimizers[name])) },
  ];
}

const publicGradients = [2, -0.5, 1.5, 0.25, -3];

function gradedCases(random: Random): Case[] {
  return names.flatMap((name) => {
    const gradients = Array.from({ length: 6 }, () => random.normal(0, 2));
    const learningRate = Math.round(1000 * (0.05 + random.uniform())) / 1000;
    return [...casesFor(name, gradients, learningRate, (part) => `random gradients: ${part}`), ...atRest(name)];
  });
}

export const sixUpdateRules: FunctionExercise = {
  id: '3.6',
  title: 'Six update rules',
  points: 5,
  kind: 'function',
  entry: 'updateRules',
  reference: Object.fromEntries(names.map((name) => [name, optimizers[name].step])) as FunctionExercise['reference'],
  publicCases: names.flatMap((name) => [...casesFor(name, publicGradients, 0.1, (part) => part), ...atRest(name)]),
  gradedCases,
  tolerance: { relative: 1e-7, absolute: 1e-12 },
  mistakes: mistakenRules,
  firstStep:
    'Begin with `sgd`: `return { change: -settings.learningRate * g, memory }`. The others work out their new memory first, and then the change from it.',
};
