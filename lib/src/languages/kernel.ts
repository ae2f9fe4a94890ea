/** A notebook's kernel speaks the language of the one who works in it: what CONVOLAB_LANG says, or that of the notebook. */
import { readerLanguage } from './reader';
import { alwaysIn } from './say';

/** tslab starts a kernel as `tslab kernel --config-path FILE`; commands, graders and tests say the language of each piece of work. */
export function isKernel(args: readonly string[] = process.argv): boolean {
  return args.includes('kernel') && args.includes('--config-path');
}

if (isKernel()) {
  try {
    alwaysIn(readerLanguage({ folder: process.cwd() }));
  } catch {
    // the folder is gone, or a translation cannot be read: English
  }
}
