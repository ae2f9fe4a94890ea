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
  'own-convolution',
  'tile',
] as const;
export type Switch = (typeof switches)[number];

/** Whether a speed-up is wanted; all are, unless the environment says otherwise. */
export function isOn(name: Switch, env: Record<string, string | undefined> = process.env): boolean {
  return !(env.CONVOLAB_WITHOUT ?? '').split(',').some((off) => off.trim() === name || off.trim() === 'all');
}
