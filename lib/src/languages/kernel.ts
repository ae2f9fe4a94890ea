/** A notebook's kernel speaks the language of the one who works in it: what CONVOLAB_LANG says, or that of the notebook. */
import { readerLanguage } from './reader';
import { alwaysIn } from './say';
import { sayingLog } from './say-printed';
import { english } from './translations';

/** tslab starts a kernel as `tslab kernel --config-path FILE`; commands, graders and tests say the language of each piece of work. */
export function isKernel(args: readonly string[] = process.argv): boolean {
  return args.includes('kernel') && args.includes('--config-path');
}

if (isKernel()) {
  try {
    const spoken = readerLanguage({ folder: process.cwd() });
    alwaysIn(spoken);
    // in an English kernel console.log is the one that it always was
    if (spoken !== english.code) console.log = sayingLog(console.log.bind(console));
  } catch {
    // the folder is gone, or a translation cannot be read: English
  }
}
