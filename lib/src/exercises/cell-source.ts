/** Finds the source of the cell that a function was written in, compiled as the kernel compiled it. */
import { Session } from 'node:inspector';
import { keepOfCompiled } from './cell-code';

export type CellSource =
  /** the code of the cell; CommonJS without the kernel's wrapper */
  | { kind: 'cell'; code: string }
  /** a function from a file: not written in this notebook */
  | { kind: 'file'; path: string }
  /** only the function itself could be found */
  | { kind: 'alone'; code: string };

/** How the kernel wraps a cell (tslab's executor). */
const wrapper =
  /^\((?:async )?function ?\(exports, require\) \{ ?([\s\S]*)\n\}\)\(__tslab__\.exports, __tslab__\.require\)$/;

/**
 * The source of the cell where `answer`, or the first function inside of it, was written.
 * @param entry the name under which a function that stands alone is exported
 */
export function findCellSource(answer: unknown, entry: string): CellSource | undefined {
  const fn = firstFunction(answer);
  if (!fn) return undefined;
  const script = scriptOf(fn);
  if (script && /^(file:|\/|[A-Za-z]:[\\/])/.test(script.url)) return { kind: 'file', path: script.url };
  const cell = script && wrapper.exec(script.source)?.[1];
  if (cell !== undefined && cell !== '') return { kind: 'cell', code: keepOfCompiled(cell as string) };
  if (fn !== answer) return undefined;
  const text = Function.prototype.toString.call(fn);
  if (text.includes('[native code]')) return undefined; // built in, bound, or hidden behind a proxy
  return { kind: 'alone', code: `exports.${entry} = (${asExpression(text)});` };
}

type AnyFunction = (...args: never[]) => unknown;

/** The answer itself, or the first function found in an object of functions. Getters are not called. */
function firstFunction(value: unknown, depth = 0): AnyFunction | undefined {
  if (typeof value === 'function') return value as AnyFunction;
  if (value === null || typeof value !== 'object' || depth > 3) return undefined;
  for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(value))) {
    const found = firstFunction(descriptor.value, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** A method's source `f(x) { … }` is no expression by itself. */
function asExpression(source: string): string {
  const method = /^(async\s+)?(\*?\s*)([\w$]+)\s*\(/.exec(source);
  if (!method || method[3] === 'function' || (source.includes('=>') && !/^[^=]*\{/.test(source))) return source;
  return `({ ${source} })[${JSON.stringify(method[3])}]`;
}

/**
 * Asks the engine's own debugger which script a function stands in. Nothing stops or slows down: the session is
 * opened, asked and closed, and its answers come at once because it is in the same thread.
 */
function scriptOf(fn: AnyFunction): { source: string; url: string } | undefined {
  const key = `__convolab_answer_${process.pid}`;
  const world = globalThis as unknown as Record<string, unknown>;
  const session = new Session();
  let found: { source: string; url: string } | undefined;
  try {
    session.connect();
    let url = '';
    let id = '';
    const urls = new Map<string, string>();
    session.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url));
    Object.defineProperty(world, key, { value: fn, configurable: true, enumerable: false });
    session.post('Debugger.enable');
    session.post('Runtime.evaluate', { expression: `globalThis[${JSON.stringify(key)}]` }, (error, reply) => {
      const objectId = error ? undefined : reply.result.objectId;
      if (!objectId) return;
      session.post('Runtime.getProperties', { objectId, ownProperties: true }, (fault, properties) => {
        const location = fault
          ? undefined
          : properties.internalProperties?.find(({ name }) => name === '[[FunctionLocation]]')?.value?.value;
        id = (location as { scriptId?: string } | undefined)?.scriptId ?? '';
        url = urls.get(id) ?? '';
      });
    });
    if (id) {
      session.post('Debugger.getScriptSource', { scriptId: id }, (error, reply) => {
        if (!error) found = { source: reply.scriptSource, url };
      });
    }
  } catch {
    // no inspector in this Node: the caller falls back to the function's own text
  } finally {
    delete world[key];
    session.disconnect();
  }
  return found;
}
