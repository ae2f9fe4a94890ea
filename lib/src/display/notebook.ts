import { randomUUID } from 'node:crypto';

/**
 * The one place that knows tslab: an output of a cell, sent as one bundle of several MIME types, of which the page takes
 * the richest that it can draw.
 */
export interface Bundle {
  /** by MIME type; `text/plain` is what a terminal and a screen reader get */
  data: { 'text/plain': string } & Record<string, unknown>;
  /** by MIME type, such as `{ 'image/svg+xml': { alt } }` */
  metadata?: Record<string, unknown>;
}

/** One output below a cell. */
export interface Output {
  /** Shows the bundle; a second call replaces what the first one showed. Outside a notebook it prints the plain text. */
  send(bundle: Bundle): void;
}

/** tslab's own way to send an output; its public `display` sends one MIME type only. */
type Write = (
  message: { data: unknown; metadata: unknown; transient: { display_id: string } },
  update: boolean,
) => void;

/** True while a cell of a notebook runs or has run in this process. */
export function inNotebook(): boolean {
  return kernelWrite() !== undefined;
}

/** A new output, empty until something is sent to it. */
export function openOutput(): Output {
  const id = randomUUID();
  let shown = false;
  return {
    send({ data, metadata = {} }) {
      const write = kernelWrite();
      if (!write) {
        console.log(data['text/plain']);
        return;
      }
      write({ data, metadata, transient: { display_id: id } }, shown);
      shown = true;
    },
  };
}

/**
 * The kernel's function that writes an output, or nothing outside a kernel. The module is looked up among those that are
 * loaded: in a kernel it is, and elsewhere tslab need not even be installed.
 */
function kernelWrite(): Write | undefined {
  for (const [path, module] of Object.entries(require.cache)) {
    if (!/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(path)) continue;
    const write = (module?.exports as { lastWriteDisplayData?: Write | null } | undefined)?.lastWriteDisplayData;
    if (write) return write;
  }
  return undefined;
}
