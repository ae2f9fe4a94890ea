import { join } from 'node:path';
import { projectRoot } from '../../../lib/src/project';

interface Executor {
  execute(source: string): Promise<boolean>;
  locals: Record<string, unknown>;
  close(): void;
}

/** tslab's own executor in this process: cells are compiled and run as in a notebook. */
export class Kernel {
  readonly complaints: string[] = [];
  private readonly executor: Executor;

  constructor() {
    const { createConverter } = require('tslab/dist/converter') as {
      createConverter(options: object): { close(): void };
    };
    const { createExecutor } = require('tslab/dist/executor') as {
      createExecutor(root: string, converters: object, console: object): Executor;
    };
    const node = createConverter({});
    const complain = (...words: unknown[]): void => void this.complaints.push(words.join(' '));
    const converters = { node, close: () => node.close() };
    this.executor = createExecutor(join(projectRoot, 'exercises'), converters, { log: () => {}, error: complain });
  }

  /** Runs a cell; its compile errors are kept in `complaints`. */
  async run(source: string): Promise<boolean> {
    return this.executor.execute(source);
  }

  /** What a cell has declared. */
  get(name: string): unknown {
    return this.executor.locals[name];
  }

  close(): void {
    this.executor.close();
  }
}
