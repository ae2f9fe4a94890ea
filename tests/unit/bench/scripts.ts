/** The scripts are plain JavaScript; here those of the benchmark get their types. */
export interface Setting {
  model: string;
  imageSize: number;
  batchSize: number;
  count: number;
  rounds: number;
  seconds: number;
  main: boolean;
}

export interface Entry {
  engine: string;
  model: string;
  imageSize: number;
  batchSize: number;
  mode: 'train' | 'infer';
  main: boolean;
  median: number;
  lowest: number;
  highest: number;
  rounds: number;
  ratios: Record<string, number>;
}

export interface Measurement {
  engine: string;
  model: string;
  imageSize: number;
  batchSize: number;
  mode: 'train' | 'infer';
  main: boolean;
  round: number;
  examplesPerSecond: number;
}

export interface Results {
  date: string;
  complete: boolean;
  rounds: number;
  computer: { processor: string; cores: number; system: string; busyBefore?: number };
  engines: { name: string; title: string; versions?: Record<string, string> }[];
  summary: Entry[];
  peakMegabytes: { engine: string; model: string; megabytes: number }[];
  parameters: Record<string, number>;
  failures: string[];
  measurements: Measurement[];
}

export interface Engine {
  name: string;
  title: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

export interface Options {
  help: boolean;
  quick: boolean;
  readme: boolean;
  withPython: boolean;
  models: string[];
  engines?: string[];
  rounds: number;
  to?: string;
}

export interface Session {
  run(): Promise<void>;
  stop(): Promise<void>;
  measurements: Measurement[];
  failures: { reason: string }[];
  parameters: Record<string, number>;
  peaks: { engine: string; model: string; megabytes: number }[];
  stopped: boolean;
}

interface Spread {
  median: number;
  lowest: number;
  highest: number;
  rounds: number;
}

interface Scripts {
  'setup/setup-error': { SetupError: new (message: string) => Error };
  'setup/venv': { pythonIn(folder: string): string };
  'engine/toolchain': { findCompiler(): string | undefined };
  'bench/python-environments': {
    PYTHON_STEPS: { name: string }[];
    environmentOf(root: string, name: string): string;
    pythonWith(root: string, name: string): string | undefined;
    versionComplaint(version: string, platform: string): string;
  };
  'bench/cuda-absent': {
    standInForCuda(
      context: {
        commands: { run(command: string, args: string[]): Promise<{ ok: boolean; output: string }> };
        again: string;
      },
      environment: string,
    ): Promise<void>;
  };
  'bench/statistics': {
    median(values: number[]): number;
    medianBetween(values: number[]): [number, number];
    summarize(values: number[]): Spread;
    ratio(own?: { median: number }, other?: { median: number }): number | undefined;
  };
  'bench/options': { parseOptions(args: string[], env?: NodeJS.ProcessEnv): Options; HELP: string };
  'bench/plan': {
    plan(options: { models: string[]; quick: boolean; rounds: number }): { model: string; settings: Setting[] }[];
  };
  'bench/results': { summaries(measurements: Measurement[]): Entry[]; withRatios(entries: Entry[]): Entry[] };
  'bench/table': {
    tablesOf(results: Results): { title: string; head: string[]; rows: string[][] }[];
    plain(table: { title: string; head: string[]; rows: string[][] }): string;
  };
  'bench/readme': {
    withTables(page: string, results: Results, pictures?: string[]): string;
    BEGIN: string;
    END: string;
  };
  'bench/data': {
    makeData(
      model: { dimensions: number; channels: number },
      size: number,
      count: number,
    ): { images: Float32Array; labels: Uint8Array };
  };
  'bench/engines': { enginesHere(root: string, wanted?: string[], computer?: { cores: number }): Engine[] };
  'bench/session': {
    Session: new (options: {
      engines: Engine[];
      parts: { model: string; settings: Setting[] }[];
      data: string;
      progress: object;
    }) => Session;
  };
  'bench/time-left': {
    TimeLeft: new (planned: number, now: () => number) => { done(seconds: number): void; text(): string };
  };
  'bench/workers/tfjs-models': {
    buildNetwork(tf: object, model: object, size: number): { trainableWeights: { shape: number[] }[]; dispose(): void };
  };
}

export function script<Name extends keyof Scripts>(name: Name): Scripts[Name] {
  return require(`../../../scripts/${name}.js`);
}
