import { series } from './colours';

/** Colour and dashes of series number `index`: series are told apart without colours too. */
export function lineOf(index: number): { color: string; width: number; dash: string } {
  return { color: series[index % series.length], width: 2.5, dash: dashes[index % dashes.length] };
}

const dashes = ['solid', '8px,3px', '2px,2px', '8px,3px,2px,3px', 'solid', '4px,2px'];

/** Markers of series, in the order of the colours. */
export const symbols = ['circle', 'square', 'diamond', 'triangle-up', 'triangle-down', 'pentagon'];
