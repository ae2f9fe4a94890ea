/** TensorFlow.js on the fastest engine that this machine has: `await engineReady()`, then use `tf`. */
export { engineReady } from './ready';
export type { EngineReport } from './report';
export { tf } from './tf';
