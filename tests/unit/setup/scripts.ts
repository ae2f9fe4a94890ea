import type { ImageDataset } from '../../../lib/src/datasets';
import type { MeasuredModel, RecipeSelection } from '../../../lib/src/training';

/** The scripts are plain JavaScript (they run before any package is there); here they get their types. */
export interface Outcome {
  note?: string;
  [more: string]: unknown;
}

export interface Context {
  root: string;
  env: NodeJS.ProcessEnv;
  thorough: boolean;
  again: string;
  commands: { run(command: string, args: string[], options?: object): Promise<{ ok: boolean; output: string }> };
  tell(sentence: string): void;
  detail(text: string): void;
  python?: { python: string; version: string };
}

export interface Step {
  name: string;
  title: string;
  gigabytes: number;
  inputs(context: Context): unknown;
  isThere(context: Context, result: Outcome): boolean;
  check?(context: Context): string;
  work(context: Context, last: { interrupted: boolean; previous?: Outcome }): Promise<Outcome>;
}

/** What `npm start -- --lang CODE` asks for. */
export interface ReaderLanguage {
  code: string;
  name: string;
  locale?: string;
  lock?: string;
}

interface SetUpOptions {
  root: string;
  env?: NodeJS.ProcessEnv;
  again?: string;
  thorough?: boolean;
  steps?: Step[];
  stream?: unknown;
  check?: () => string;
}

export interface TestStage {
  name: string;
  title: string;
  lane?: string;
  run(how: { root: string; full: boolean; tell(text: string): void }): Promise<{ outcome: string; note?: string }>;
}

interface Scripts {
  'setup/set-up': { setUp(options: SetUpOptions): Promise<void>; STEPS: Step[] };
  'setup/setup-error': { SetupError: new (message: string) => Error };
  'setup/options': {
    parseOptions(
      args: string[],
      env?: NodeJS.ProcessEnv,
    ): { help: boolean; setupOnly: boolean; browser: boolean; port?: number; lang?: string };
    HELP: string;
  };
  'setup/node-version': {
    lowestNode(): string;
    isBefore(a: string, b: string): boolean;
    complaint(version: string, lowest: string, platform: string): string;
  };
  'setup/remedies': {
    REMEDIES: Record<string, Record<string, string>>;
    remedy(what: string, platform: string): string;
  };
  'setup/explain-failure': {
    explainFailure(failure: { tool: string; output: string; code: number; again?: string; platform?: string }): string;
  };
  'setup/computer': {
    spaceComplaint(disk: { free: number; needed: number; again?: string; platform?: string }): string;
    freeSpace(folder: string): number;
  };
  'setup/progress': { Progress: new (stream: unknown) => Progress; duration(milliseconds: number): string };
  'setup/lock': {
    Lock: new (file: string) => { take(say: (sentence: string) => void): Promise<void>; release(): void };
  };
  'setup/steps/find-python': {
    findPython(env: NodeJS.ProcessEnv): { python: string; version: string; uv?: string };
    complaint(seen: { version: number[]; path: string; venv: boolean }[], platform: string): string;
  };
  'setup/steps/npm-packages': Step;
  'setup/steps/python-environment': Step;
  'setup/steps/library': Step;
  'setup/steps/typescript-kernel': Step;
  'setup/steps/jupyterlab-settings': Step;
  'setup/steps/engine': Step;
  'setup/jupyterlab/run': { firstPage(root: string, language?: ReaderLanguage): string };
  'setup/reader': { readerLanguage(args: string[], env: NodeJS.ProcessEnv, root: string): string };
  'setup/language': { languageOf(root: string, code?: string): ReaderLanguage | undefined };
  'setup/steps/jupyterlab-language': { jupyterlabLanguage(language: ReaderLanguage): Step };
  'setup/jupyterlab/environment': { serverEnv(root: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv };
  'setup/jupyterlab/port': { choosePort(wanted?: number): Promise<number> };
  'setup/jupyterlab/browser': { hasScreen(env: NodeJS.ProcessEnv, platform: string): boolean };
  'experiments/options': {
    chosen(
      args: string[],
      known: string[],
    ): { chapters: string[]; again: boolean; ship: boolean; group?: string } | undefined;
  };
  'experiments/measure': {
    measure(
      course: object,
      recipe: { recipe: string; given?: object; trial: Trial },
      seeds: number[],
      data: object,
    ): Promise<Omit<MeasuredModel, 'name'> | undefined>;
  };
  'experiments/stored-results': {
    isResultOf(
      entry: { name: string; recipe?: string; given?: object },
      experiment: { name: string; recipes: { recipe: string; given?: object }[] },
    ): boolean;
    keptResults(
      file: string,
      anew: { name: string }[],
      isAll: boolean,
    ): { selections: object[]; groups: Record<string, object[]> };
  };
  'experiments/chapters': { CHAPTERS: Record<string, { experiments: Experiment[] }> };
  'experiments/selection': {
    holdOut(train: ImageDataset, share: number): { train: ImageDataset; test: ImageDataset };
    select(
      experiment: { name: string; recipes: { recipe: string }[] },
      known: { candidates: Candidate[] } | undefined,
      measureHeldOut: (recipe: { recipe: string }) => Promise<Omit<Candidate, 'recipe'> | undefined>,
      save: (selection: Selection) => void,
    ): Promise<Selection | undefined>;
  };
  'checkpoints/chapters': { CHAPTERS: Record<string, Checkpoint[]> };
  'checkpoints/options': {
    chosen<One extends { name: string }>(args: string[], chapters: Record<string, One[]>): One[] | undefined;
  };
  'testing/test': { chosenStages(args: string[]): { name: string }[] };
  'testing/lanes': {
    runStages(
      stages: TestStage[],
      options: { root: string; full: boolean; cores: number; write(text: string): void },
    ): Promise<{ title: string; outcome: string; note?: string }[]>;
  };
  'testing/stages': { STAGES: TestStage[] };
  'testing/run-command': {
    runCommand(
      command: string,
      args: string[],
      options: { root: string; env?: Record<string, string>; silentMinutes?: number; tell?(text: string): void },
    ): Promise<{ ok: boolean; output: string }>;
  };
  'testing/test-files': {
    testFilesIn(root: string, folder: string): string[];
    isWanted(full: boolean): (file: string) => boolean;
    environment(root: string): Record<string, string>;
    countsIn(output: string): { tests: number; failed: number; skipped: number };
  };
}

type Trial = (course: object, seed: number, data: object) => Promise<{ accuracy: number; stopped?: boolean }>;

interface Checkpoint {
  name: string;
  about: string;
  model(course: object): import('../../../lib/src/engine').tf.LayersModel;
  train(course: object, model: object, tools: { report(line: string): void }): Promise<Record<string, number>>;
}

interface Experiment {
  group: string;
  name: string;
  recipes: { recipe: string }[];
}

type Candidate = RecipeSelection['candidates'][number];
type Selection = Pick<RecipeSelection, 'name' | 'candidates'> & { chosen?: string };

interface Progress {
  begin(label: string): void;
  detail(text: string): void;
  draw(): void;
  end(note?: string): void;
  fail(): void;
}

export function script<Name extends keyof Scripts>(name: Name): Scripts[Name] {
  return require(`../../../scripts/${name}.js`);
}
