/**
 * How values travel between a student's answer and the code that judges it: as text, never as live objects.
 * So a getter that throws, a proxy or a patched prototype stays on the student's side.
 * Everything is JSON, with a mark for what JSON cannot say: NaN, Infinity, undefined, and things that are no data.
 */

/** What cases hold and answers return: JSON, and also NaN, Infinity and undefined. */
export type Data = undefined | null | boolean | number | string | Data[] | { [key: string]: Data };

/** A value that is no data (a function, a Promise, a tensor…), described in words: 'a Promise'. */
export class Odd {
  constructor(readonly what: string) {}
}

/** What an answer gave back: data, perhaps with odd things inside. */
export type Given = Data | Odd | Given[] | { [key: string]: Given };

/**
 * Writes any value as text. Self-contained: its source is also run inside the student's context.
 * @throws RangeError 'too large' beyond two million entries
 */
export function encode(root: unknown): string {
  const limit = 2_000_000;
  let entries = 0;
  const open = new Set<unknown>();
  const quote = JSON.stringify;
  const odd = (what: string): string => `{"$":"odd","what":${quote(what.slice(0, 100))}}`;

  function writeNumber(x: number): string {
    return Number.isFinite(x) ? String(x) : `{"$":"${x}"}`;
  }

  function nameOf(value: object): string {
    try {
      const name = Object.getPrototypeOf(value)?.constructor?.name;
      return typeof name === 'string' ? name : '';
    } catch {
      return '';
    }
  }

  function writeObject(value: object): string {
    const record = value as Record<string, unknown>;
    if (typeof record.then === 'function') return odd('a Promise');
    const name = nameOf(value);
    if (typeof record.dataSync === 'function' && Array.isArray(record.shape)) {
      return odd(`a tensor of shape [${record.shape.join(', ')}]`);
    }
    if (name !== 'Object' && name !== '') {
      const own = Object.keys(record).length;
      if (own === 0) return odd(/^[AEIOU]/.test(name) ? `an ${name}` : `a ${name}`);
    }
    const parts: string[] = [];
    for (const key of Object.keys(record)) parts.push(`[${quote(key)},${write(record[key])}]`);
    return `{"$":"object","of":[${parts.join(',')}]}`;
  }

  function write(value: unknown): string {
    if (++entries > limit) throw new RangeError('too large');
    if (value === null) return 'null';
    if (value === undefined) return '{"$":"undefined"}';
    if (typeof value === 'number') return writeNumber(value);
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'string') {
      entries += value.length / 8;
      if (entries > limit) throw new RangeError('too large');
      return quote(value);
    }
    if (typeof value !== 'object') return odd(`a ${typeof value}`);
    if (open.has(value)) return odd('a value that contains itself');
    if (open.size > 40) return odd('a value nested too deeply');
    open.add(value);
    let text: string;
    if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
      const list = value as unknown as ArrayLike<unknown>;
      if (list.length > limit) throw new RangeError('too large');
      const parts: string[] = [];
      for (let i = 0; i < list.length; i++) parts.push(write(list[i]));
      text = `[${parts.join(',')}]`;
    } else {
      text = writeObject(value);
    }
    open.delete(value);
    return text;
  }

  return write(root);
}

/** Reads what `encode` wrote. Self-contained, too; `odd` makes the stand-in for things that are no data. */
export function decode(text: string, odd: (what: string) => unknown): unknown {
  function read(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(read);
    if (value === null || typeof value !== 'object') return value;
    const mark = value as { $?: string; what?: string; of?: [string, unknown][] };
    if (mark.$ === 'undefined') return undefined;
    if (mark.$ === 'odd') return odd(String(mark.what));
    if (mark.$ !== 'object') return Number(mark.$);
    const result: Record<string, unknown> = {};
    for (const [key, entry] of mark.of ?? []) {
      // defineProperty, because assigning to "__proto__" would change the prototype
      Object.defineProperty(result, key, { value: read(entry), enumerable: true, writable: true, configurable: true });
    }
    return result;
  }
  return read(JSON.parse(text));
}

/** Reads a reply from the student's side. */
export function readGiven(text: string): Given {
  return decode(text, (what) => new Odd(what)) as Given;
}

/** As `encode`, for what was read already: odd things keep their description. */
export function writeGiven(given: Given): string {
  if (given instanceof Odd) return `{"$":"odd","what":${JSON.stringify(given.what)}}`;
  if (Array.isArray(given)) return `[${(given as Given[]).map(writeGiven).join(',')}]`;
  if (given === null || typeof given !== 'object') return encode(given);
  const parts = Object.entries(given).map(([key, entry]) => `[${JSON.stringify(key)},${writeGiven(entry)}]`);
  return `{"$":"object","of":[${parts.join(',')}]}`;
}

/** A deep copy of data, so that nobody can change a case. */
export function copyData<T extends Data>(data: T): T {
  return readGiven(encode(data)) as T;
}
