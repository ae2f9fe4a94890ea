/** Runs a command and keeps what it prints on standard output. */
export async function printed(run: () => Promise<number>): Promise<{ text: string; status: number }> {
  const write = process.stdout.write;
  let text = '';
  process.stdout.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    // the test runner sends its reports as bytes through the same stream
    if (typeof chunk !== 'string')
      return (write as (...args: unknown[]) => boolean).call(process.stdout, chunk, ...rest);
    text += chunk;
    return true;
  }) as typeof process.stdout.write;
  try {
    return { status: await run(), text };
  } finally {
    process.stdout.write = write;
  }
}
