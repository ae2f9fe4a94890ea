/** What the kernel was told to show. */
export interface Message {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
  id: string;
  update: boolean;
}

type Written = { data: Record<string, unknown>; metadata: Record<string, unknown>; transient: { display_id: string } };

/**
 * Runs code as a cell of a notebook: tslab's own module is loaded and its writer replaced by one that keeps the messages.
 */
export async function inKernel(cell: () => Promise<void> | void): Promise<Message[]> {
  const jupyter = require('tslab/dist/jupyter') as { lastWriteDisplayData: unknown };
  const messages: Message[] = [];
  jupyter.lastWriteDisplayData = ({ data, metadata, transient }: Written, update: boolean) => {
    messages.push({ data, metadata, id: transient.display_id, update });
  };
  try {
    await cell();
  } finally {
    jupyter.lastWriteDisplayData = null;
  }
  return messages;
}

/** Runs code and returns what it wrote to the console, by whichever method. */
export async function printed(code: () => Promise<void> | void): Promise<string[]> {
  const { log, warn, info, error } = console;
  const lines: string[] = [];
  console.log = console.warn = console.info = console.error = (...parts: unknown[]) => lines.push(parts.join(' '));
  try {
    await code();
  } finally {
    Object.assign(console, { log, warn, info, error });
  }
  return lines;
}
