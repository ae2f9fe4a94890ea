import { colours } from './colours';

/** A space in which surfaces are drawn: quiet axes on a transparent ground, seen from above one corner. */
export function sceneOf(
  titles: { x: string; y: string; z: string },
  domain: { x: [number, number]; y: [number, number] },
  ranges: { x?: [number, number]; y?: [number, number]; z?: [number, number] } = {},
): Record<string, unknown> {
  const axis = (name: 'x' | 'y' | 'z') => ({
    title: { text: titles[name], font: { size: 11 } },
    color: colours.ink,
    gridcolor: colours.grid,
    zerolinecolor: colours.grid,
    showbackground: false,
    tickfont: { size: 9 },
    ...(ranges[name] ? { range: ranges[name] } : {}),
  });
  return {
    domain,
    xaxis: axis('x'),
    yaxis: axis('y'),
    zaxis: axis('z'),
    aspectmode: 'manual',
    aspectratio: { x: 1.2, y: 1.2, z: 0.7 },
    camera: { eye: { x: -1.25, y: -1.35, z: 0.95 }, center: { x: 0, y: 0, z: -0.15 } },
  };
}
