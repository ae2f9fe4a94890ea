/**
 * Draws one example of every figure into .convolab/gallery/NAME.svg, to be looked at on light and dark ground:
 * `npm run gallery -- [NAME…]`
 */
import { join } from 'node:path';
import { toSvg } from '../../../lib/src/display/svg';
import { stateFolder, writeWhole } from '../../../lib/src/project';
import { allFigures } from './all-figures';

async function main(names: string[]): Promise<void> {
  for (const [name, make] of Object.entries(allFigures)) {
    if (names.length && !names.includes(name)) continue;
    const figure = make();
    const svg = await toSvg(figure);
    const path = join(stateFolder, 'gallery', `${name}.svg`);
    writeWhole(path, svg);
    const size = (length: number) => `${Math.round(length / 1000)} kB`;
    console.log(`${path}: SVG ${size(svg.length)}, Plotly ${size(JSON.stringify(figure).length)}\n  ${figure.alt}`);
  }
}

main(process.argv.slice(2));
