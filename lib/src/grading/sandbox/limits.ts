/** What one sandbox may use. It serves one submission, so these are limits for all of its answers together. */
export interface Limits {
  /** seconds of processor time, all threads together */
  cpuSeconds: number;
  /** megabytes of JavaScript objects */
  heapMegabytes: number;
  /** megabytes of private writable memory: also Buffers and WebAssembly, which the heap's limit does not count */
  dataMegabytes: number;
  /** megabytes of all memory, where control groups can be had */
  memoryMegabytes: number;
  /** threads; Node itself takes about eleven */
  threads: number;
  openFiles: number;
}

/** For answers that build and train models with TensorFlow.js, in one thread: the longest training may take 300 seconds. */
export const modelLimits: Limits = {
  cpuSeconds: 360,
  heapMegabytes: 512,
  dataMegabytes: 1500,
  memoryMegabytes: 1600,
  threads: 32,
  openFiles: 64,
};

export const defaultLimits: Limits = {
  cpuSeconds: 90,
  heapMegabytes: 256,
  dataMegabytes: 700,
  memoryMegabytes: 800,
  threads: 32,
  openFiles: 64,
};
