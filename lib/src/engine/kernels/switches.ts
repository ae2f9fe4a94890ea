/**
 * What can be switched off, to measure what it is worth: `CONVOLAB_WITHOUT=max-pool-grad,optimizer-updates`. Repairs of wrong
 * results are always on.
 */
export const switches = [
  'relu-grad',
  'max-pool-grad',
  'fused-activations',
  'batch-norm',
  'optimizer-updates',
  'cross-entropy',
  'softmax-cross-entropy',
  'step-graph',
  'own-convolution',
  'tile',
  'transform',
  'gather',
] as const;
export type Switch = (typeof switches)[number];

/** Whether a speed-up is wanted; all are, unless the environment says otherwise. */
export function isOn(name: Switch, env: Record<string, string | undefined> = process.env): boolean {
  return !(env.CONVOLAB_WITHOUT ?? '').split(',').some((off) => off.trim() === name || off.trim() === 'all');
}

const usedBy: Record<'native' | 'own operations' | 'wasm', Switch[]> = {
  native: ['relu-grad', 'softmax-cross-entropy', 'transform'],
  'own operations': [
    'max-pool-grad',
    'fused-activations',
    'batch-norm',
    'optimizer-updates',
    'cross-entropy',
    'step-graph',
  ],
  wasm: ['own-convolution', 'relu-grad', 'fused-activations', 'optimizer-updates', 'tile', 'gather'],
};

/**
 * The speed-ups that an engine runs with.
 * @param hasOwnOperations whether `npm start` could build lib/native for the native engine
 */
export function speedUpsOf(engine: 'native' | 'wasm' | 'cpu', hasOwnOperations: boolean): Switch[] {
  if (engine === 'cpu') return [];
  const own = engine === 'native' && hasOwnOperations ? usedBy['own operations'] : [];
  return [...usedBy[engine], ...own].filter((name) => isOn(name));
}
