import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

type WasmModule = ConstructorParameters<typeof BackendWasm>[0];
type Imports = { env: Record<string, unknown> };

// Node has it; TypeScript declares it only for browsers
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(compiled: object, imports: Imports): Promise<object>;
};

/** The settings of a module that Emscripten made, as far as they are used here. */
interface Settings {
  locateFile(path: string, prefix: string): string | URL;
  instantiateWasm(imports: Imports, receive: (instance: object, module: object) => void): object;
  onAbort(reason: unknown): void;
}
interface Emscripten {
  cwrap(name: string, result: 'number' | null, parameters: 'number'[]): (...args: number[]) => number;
  tfjs: Record<string, (...args: number[]) => number>;
  PThread: { runningWorkers: Worker[]; unusedWorkers: Worker[] };
}

/**
 * Starts the build of tfjs-backend-wasm 4.22 that has threads and SIMD. The package itself starts it only in browsers: it hands
 * its scripts to workers as `blob:` addresses, which Node's workers do not take. Emscripten's own settings are enough to do
 * without: the worker's script goes as a `data:` address, and the wasm file is read from disk.
 */
export async function threadedModule(packageFolder: string, threads: number): Promise<WasmModule> {
  const file = (name: string) => join(packageFolder, 'wasm-out', `tfjs-backend-wasm-threaded-simd${name}`);
  const factory: (settings: Settings) => Promise<Emscripten> = require(file('.js'));
  const { wasmWorkerContents }: { wasmWorkerContents: string } = require(file('.worker.js'));
  const compiled = await WebAssembly.compile(await readFile(file('.wasm')));
  const module = await new Promise<Emscripten>((resolve, reject) => {
    const settings: Settings = {
      locateFile: (path, prefix) =>
        path.endsWith('.worker.js') ? workerAddress(wasmWorkerContents, file('.js')) : prefix + path,
      instantiateWasm(imports, receive) {
        // the pool of threads gets half as many as this says there are cores
        imports.env.emscripten_num_logical_cores = () => 2 * threads;
        WebAssembly.instantiate(compiled, imports).then((instance) => receive(instance, compiled), reject);
        return {};
      },
      onAbort: (reason) => reject(new Error(`WebAssembly stopped: ${reason}`)),
    };
    factory(settings).then(resolve, reject);
  });
  return addEntryPoints(module);
}

/**
 * To be called when the backend has taken its threads: those no longer keep the process alive, and the spare ones (Emscripten
 * always starts eight) end.
 */
export function settleThreads(module: WasmModule): void {
  const { PThread } = module as unknown as Emscripten;
  for (const worker of PThread.runningWorkers) worker.unref();
  for (const worker of PThread.unusedWorkers.splice(0)) void worker.terminate();
}

/** A worker's script as a `data:` module. It expects `require` and `__filename`, as scripts have them and modules do not. */
function workerAddress(contents: string, mainScript: string): URL {
  const script = `import { createRequire } from 'node:module';
globalThis.require = createRequire(${JSON.stringify(pathToFileURL(mainScript).href)});
globalThis.__filename = ${JSON.stringify(mainScript)};
globalThis.__dirname = ${JSON.stringify(join(mainScript, '..'))};
${contents.replaceAll('\n', '\\n')}`; // in its text a line break always stands inside a string
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`);
}

/** The functions by which the backend calls the module, as tfjs-backend-wasm names them. */
function addEntryPoints(module: Emscripten): WasmModule {
  const entry = (name: string, parameters: number, result: 'number' | null = null) =>
    module.cwrap(name, result, Array<'number'>(parameters).fill('number'));
  module.tfjs = {
    init: entry('init', 0),
    initWithThreadsCount: entry('init_with_threads_count', 1),
    getThreadsCount: entry('get_threads_count', 0, 'number'),
    registerTensor: entry('register_tensor', 3),
    disposeData: entry('dispose_data', 1),
    dispose: entry('dispose', 0),
  };
  return module as unknown as WasmModule;
}
