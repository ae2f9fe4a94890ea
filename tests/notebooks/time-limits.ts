/** Seconds that a notebook may take from top to bottom: the promise of the curriculum, for two cores. Chapters 6 and 7 train more. */
export function promisedSeconds(notebook: string, isNative: boolean): number {
  const isLong = ['06', '07'].includes(notebook.slice(0, 2));
  if (isNative) return isLong ? 240 : 90;
  return isLong ? 720 : 300;
}
