import { say } from '../../languages/texts';
import type { ComputationGraph, ComputationNode } from '../../maths';
import { short } from '../../visualizers/number-text';
import { progress } from './state';
import { texts } from './texts';

/** A step in one line of arithmetic, such as `z = v1 + b = 1 + 0.75 = 1.75` or `∂L/∂w = ∂L/∂v1 · ∂v1/∂w = 3 · 2 = 6`. */
export function sentence(graph: ComputationGraph, step: number): string {
  const { current, backward } = progress(graph, step);
  const node = graph.nodes.find(({ id }) => id === current);
  if (!node) return say(texts.start);
  return backward ? gradientSentence(graph, node) : valueSentence(graph, node);
}

function valueSentence({ nodes, edges }: ComputationGraph, { id, label, operation, value }: ComputationNode): string {
  const operands = edges.filter(({ to }) => to === id).map(({ from }) => nodes.find((one) => one.id === from));
  const written = (write: (node: ComputationNode) => string) => {
    const [a, b] = operands.map((operand) => (operand ? write(operand) : ''));
    if (operation?.startsWith('^')) return `${a}${operation === '^2' ? '²' : operation}`;
    return b === undefined ? `${operation}(${a.replace(/^\((.*)\)$/, '$1')})` : `${a} ${operation} ${b}`;
  };
  return `${label} = ${written((node) => node.label)} = ${written((node) => bracketed(node.value))} = ${short(value)}`;
}

function gradientSentence({ nodes, edges }: ComputationGraph, node: ComputationNode): string {
  const uses = edges.filter(({ from }) => from === node.id);
  if (uses.length === 0) return say(texts.begin);
  if (uses[0].to === nodes[nodes.length - 1].id) return squareSentence(node);
  const terms = uses.map(({ to, derivative }) => {
    const { label, gradient } = nodes.find(({ id }) => id === to) as ComputationNode;
    return {
      names: `${texts.gradientOf(label)} · ∂${label}/∂${node.label}`,
      numbers: `${bracketed(gradient)} · ${bracketed(derivative)}`,
    };
  });
  const sum = (part: 'names' | 'numbers') => terms.map((term) => term[part]).join(' + ');
  return `${texts.gradientOf(node.label)} = ${sum('names')} = ${sum('numbers')} = ${short(node.gradient)}`;
}

/** L is a square: here the chain has but one link. */
const squareSentence = ({ label, value, gradient }: ComputationNode): string =>
  `${texts.gradientOf(label)} = 2 · ${label} = 2 · ${bracketed(value)} = ${short(gradient)}`;

/** Below 0 in brackets, as in `2 · (−1)`. */
function bracketed(value: number): string {
  const text = short(value);
  return text.startsWith('−') ? `(${text})` : text;
}

/** All numbers that are shown, for readers who cannot see them. */
export function shownInWords(graph: ComputationGraph, step: number): string[] {
  const { values, gradients } = progress(graph, step);
  return graph.nodes.flatMap(({ id, label, value, gradient }) => [
    ...(values.has(id) ? [`${label} = ${short(value)}`] : []),
    ...(gradients.has(id) ? [`${texts.gradientOf(label)} = ${short(gradient)}`] : []),
  ]);
}
