/** Chapters 6 and 7 train more than the others. */
export function isLong(notebook: string): boolean {
  return ['06', '07'].includes(notebook.slice(0, 2));
}

/** Seconds that a notebook may take from top to bottom: the promise of the curriculum, for two cores. */
export function promisedSeconds(notebook: string, isNative: boolean): number {
  if (isNative) return isLong(notebook) ? 240 : 90;
  return isLong(notebook) ? 720 : 300;
}

/** How many times the promised seconds a test allows: a machine that tests may be slow, or have other things to do. */
export const busy = 3;
