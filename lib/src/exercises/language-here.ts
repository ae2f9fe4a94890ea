import { readerLanguage } from '../languages/reader';
import { english } from '../languages/translations';

/** The language of the one who works in this notebook: a kernel runs in the folder of its notebook. */
export function languageHere(): string {
  try {
    return readerLanguage({ folder: process.cwd() });
  } catch {
    return english.code; // the folder is gone, or a translation cannot be read
  }
}
