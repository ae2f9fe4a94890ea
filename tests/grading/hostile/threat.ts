/** One hostile submission: what it threatens, what it hands in, and what has to come of it. */
import { cellsWith, notebookText, type TestCell } from '../made-up-suite';

export interface Threat {
  /** what it is a danger to, and how */
  threat: string;
  /** the cell that stands for the answer to 9.1; the other answers are right */
  cell?: string;
  /** or all cells */
  cells?: TestCell[];
  /** or the whole text of the file */
  text?: string | Uint8Array;
  /** or what puts the file in place */
  place?: (path: string) => void;
  /** points for 9.1: 0 unless said; it can reach 4 */
  points?: number;
  /** points of all others: 5 unless said */
  others?: number;
  /** what the result says of 9.1 */
  says?: RegExp;
  /** a problem that is reported */
  problem?: RegExp;
  /** why the whole notebook is refused */
  refused?: RegExp;
}

/** An answer whose function has this body. */
export const scale = (body: string): string => `function scale(values: any, factor: any): any { ${body} }`;

/**
 * Gets out of the context that answers run in: from here on, `host` is the real process and `need` its `require`.
 * The sandbox has to hold all the same.
 */
export const breakOut =
  "const host = (Float32Array as any).constructor('return process')(); const need = (id: string): any => host.mainModule.require(id);";

/** An answer that has got out, with a function that earns all points if `attack` comes to a true value. */
export const wins = (attack: string): string =>
  `${breakOut}\nlet won: any = false;\n${scale(
    `try { won = (() => { ${attack} })(); } catch { won = false; } return won ? values.map((value: any) => factor * value) : 'held';`,
  )}`;

/** The right answer. */
export const honestBody = scale('return values.map((value: any) => factor * value);');

export function textOf({ cell, cells, text }: Threat): string | Uint8Array {
  return text ?? notebookText(cells ?? cellsWith({ '9.1': cell ?? '' }));
}
