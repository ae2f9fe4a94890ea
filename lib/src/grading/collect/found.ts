/** What is found where hand-ins are collected, before anything is known about it. */
import type { TimeSource } from '../classroom/records';
import { shown } from '../reading/shown';

export interface FoundNotebook {
  /** below the folder or archive that was collected, with forward slashes; as it was named, so to be shown with care */
  cameAs: string;
  bytes: Buffer;
  /** ISO 8601 */
  at?: string;
  timeFrom?: TimeSource;
  /** author of the last commit */
  email?: string;
}

export interface Gathered {
  notebooks: FoundNotebook[];
  /** sentences: what was left out, and why */
  problems: string[];
  /** names of files that are no notebooks */
  others: string[];
}

export const isNotebook = (name: string): boolean => /\.ipynb$/i.test(name);

/** Copies that JupyterLab makes by itself, and what systems and tools add. */
export const isByTheWay = (path: string): boolean =>
  /(^|\/)(\.ipynb_checkpoints|node_modules|__MACOSX|\.venv|\.convolab)(\/|$)|(^|\/)\._/.test(path);

/** A path or a message made safe to look at: umlauts stay, what is invisible or turns the line around is written out. */
export function shownPath(path: string): string {
  return shown(path.replace(/[\n\r\t]/g, ' '), 200);
}
