/** Which engine runs TensorFlow.js, and why no faster one. */
export interface EngineReport {
  name: 'native' | 'wasm' | 'cpu';
  /** of the native engine: as npm installed it, or built by `npm start` */
  source?: 'npm' | 'built';
  threads: number;
  /** `node`, `tfjs`, and with the native engine `tensorflow` */
  versions: Record<string, string>;
  /** what trains faster than with TensorFlow.js alone; CONVOLAB_WITHOUT switches them off */
  speedUps?: string[];
  /** one sentence for each faster engine that was not chosen; empty if the fastest runs */
  whyNotFaster: string[];
}

const names = { native: 'native TensorFlow', wasm: 'WebAssembly', cpu: 'plain JavaScript (slow)' };

/** The line that is printed when an engine starts. */
export function reportLine({ name, threads, versions, whyNotFaster }: EngineReport): string {
  const version = versions.tensorflow ? ` ${versions.tensorflow}` : '';
  const count = threads === 1 ? '1 thread' : `${threads} threads`;
  const hint =
    whyNotFaster.length === 0 ? '' : ` ${byName(whyNotFaster) ?? 'A faster one: `npx --no-install convolab doctor`.'}`;
  return `Engine: ${names[name]}${version}, ${count}, TensorFlow.js ${versions.tfjs}.${hint}`;
}

/** The sentence that says so, if the reader asked for this engine. */
function byName(whyNotFaster: string[]): string | undefined {
  return whyNotFaster.find((reason) => reason.startsWith('CONVOLAB_ENGINE'));
}
