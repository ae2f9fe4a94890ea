import { short } from '../../visualizers/number-text';
import type { Drawn } from './state';
import { bracketed, computation as texts } from './sum-words';
import type { Computation } from './unit';

/** The products behind a unit as text: all of a window, of a dense layer the largest. */
export function SumText({ layer, computation, source }: { layer: Drawn; computation: Computation; source: number }) {
  if (computation.kind === 'conv2d') {
    const { window, kernel, sum } = computation.maps[source];
    const terms = window.flatMap((row, a) =>
      row.flatMap((value, b) => (value ? [`${bracketed(kernel[a][b])}·${short(value)}`] : [])),
    );
    const outside = window.flat().filter((value) => value === undefined).length;
    return (
      <p class="sum">
        {computation.maps.length > 1 ? `${texts.map(source)}: ` : ''}Σ = {terms.length > 0 && `${terms.join(' + ')} = `}
        <strong>{short(sum)}</strong>
        {outside > 0 && ` (${texts.padding(outside)})`}
      </p>
    );
  }
  if (computation.kind === 'pool2d') {
    const values = computation.window.flat().flatMap((value) => (value === undefined ? [] : [short(value)]));
    return <p class="sum">{`${values.join(', ')} → ${short(computation.output)}`}</p>;
  }
  if (computation.kind === 'dense') {
    const { inputs, weights } = computation;
    const isMap = inputs.length > 1 || inputs[0].length > 1;
    const products = inputs.flatMap((row, y) =>
      row.flatMap((pixel, x) =>
        pixel.map((value, c) => ({ name: texts.input(isMap, c, y, x), value, weight: weights[y][x][c] })),
      ),
    );
    const size = ({ value, weight }: { value: number; weight: number }) => Math.abs(value * weight);
    return <p class="sum">{texts.largest(products.sort((a, b) => size(b) - size(a)).slice(0, 5))}</p>;
  }
  return <p class="sum">{`${layer.stage.name}: ${short(computation.input)} → ${short(computation.output)}`}</p>;
}
