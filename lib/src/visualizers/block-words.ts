import type { BlockNode } from './block-graph';
import type { LayerSummary } from './layer-summary';
import { grouped, wordsOf } from './layer-words';

const merges: Record<string, string> = {
  Add: 'add +',
  Concatenate: 'concatenate',
  Multiply: 'multiply ×',
  Average: 'mean',
};
const activations: Record<string, string> = { relu: 'ReLU', relu6: 'ReLU6', elu: 'ELU' };

/** The lines in a box: what it does, with how many filters, what follows at once, and the shape that comes out. */
export function boxLines({ main, layers, isInput, id }: BlockNode): string[] {
  const shape = layers[layers.length - 1].outputShape.join('×');
  if (isInput) return main.type === 'InputLayer' ? ['<b>input</b>', shape] : ['<b>input</b>', `from ${id}`, shape];
  // `3×3 /2` is a kernel and a stride.
  const [kernel, stride] = (merges[main.type] ?? wordsOf(main)).split(' /');
  const settings: string[] = [];
  if (/Conv|Dense/.test(main.type) && !/Depthwise/.test(main.type)) {
    const count = main.outputShape[main.outputShape.length - 1];
    settings.push(`${grouped(count)} ${main.type === 'Dense' ? 'units' : 'filters'}`);
  }
  if (stride !== undefined) settings.push(`stride ${stride}`);
  const lines = [`<b>${kernel}</b>`];
  if (settings.length) lines.push(settings.join(', '));
  const after = layers.slice(layers.indexOf(main) + 1).map(follower);
  if (main.activation) after.unshift(activations[main.activation] ?? main.activation);
  if (after.length) lines.push(after.join(', '));
  return [...lines, shape];
}

/** A box in a sentence, with what goes into it. */
export function boxInWords(node: BlockNode, sources: readonly string[]): string {
  const words = boxLines(node)
    .map((line) => line.replace(/<[^>]+>/g, ''))
    .join(', ');
  if (node.isInput) return words;
  return `${node.id}: ${words}${sources.length ? `, of ${sources.join(' and ')}` : ''}`;
}

function follower({ type, setting, activation }: LayerSummary): string {
  if (type === 'BatchNormalization') return 'batch norm';
  if (type === 'Activation') return activations[activation ?? ''] ?? activation ?? 'activation';
  // ReLU6 stops at 6.
  if (type === 'ReLU') return `ReLU${setting ?? ''}`;
  return /Dropout/.test(type) ? `dropout ${setting ?? ''}`.trim() : type;
}
