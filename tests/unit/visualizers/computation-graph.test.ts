import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toSvg } from '../../../lib/src/display/svg';
import { computationGraph } from '../../../lib/src/visualizers/computation-graph';
import { layeredLayout } from '../../../lib/src/visualizers/layered-layout';
import { twoLayers } from './network-figures';
import { words } from './picture';

/** (w x + 1)² at w = 3, x = 2, worked out by hand. */
const nodes = [
  { id: 'n0', label: 'w', operation: null, value: 3, gradient: 28 },
  { id: 'n1', label: 'x', operation: null, value: 2, gradient: 42 },
  { id: 'n2', label: 'v1', operation: '×', value: 6, gradient: 14 },
  { id: 'n3', label: '1', operation: null, value: 1, gradient: 14 },
  { id: 'n4', label: 'v2', operation: '+', value: 7, gradient: 14 },
  { id: 'n5', label: 'v3', operation: '^2', value: 49, gradient: 1 },
];
const edges = ['n0 n2', 'n1 n2', 'n2 n4', 'n3 n4', 'n4 n5'].map((pair) => {
  const [from, to] = pair.split(' ');
  return { from, to };
});

describe('computationGraph', () => {
  it('writes each value and gradient, and the operations', async () => {
    const texts = words(await toSvg(computationGraph({ nodes, edges })));
    for (const text of [
      'w',
      '▸ 3',
      '◂ 28',
      'v3',
      '▸ 49',
      '◂ 1',
      '×',
      '^2',
      '◂ gradient ∂v3/∂·, worked out from right to left',
    ])
      assert.ok(texts.includes(text), `${text} in ${texts.join(' | ')}`);
    assert.equal(texts.filter((text) => text === '◂ 14').length, 3);
  });

  it('says everything in words', () => {
    const { alt } = computationGraph({ nodes, edges }, { title: 'Square', output: 'L' });
    assert.match(alt, /^Square, 6 numbers\. w: 3, ∂L\/∂w 28; x: 2, ∂L\/∂x 42; v1 = × of w, x: 6, ∂L\/∂v1 14;/);
  });

  it('leaves gradients out before the backward pass', async () => {
    const forward = nodes.map(({ gradient: _, ...node }) => node);
    const texts = words(await toSvg(computationGraph({ nodes: forward, edges })));
    assert.ok(texts.includes('▸ 49') && !texts.some((text) => text.includes('◂')), texts.join(' | '));
  });

  it('marks what is given, and draws an arrow for each edge', () => {
    const { data } = computationGraph({ nodes, edges });
    const xs = (name: string) => data.find((one) => one.name === name)?.x as (number | null)[];
    const boxes = (name: string) => xs(name).filter((x) => x === null).length;
    assert.deepEqual([boxes('given'), boxes('worked out'), boxes('edges')], [3, 3, edges.length]);
  });

  it('goes from the top down where it would be too wide, with an arrow into each circle from above', async () => {
    const figure = computationGraph(twoLayers);
    assert.ok(Number(figure.layout.width) <= 820, `${figure.layout.width} pixels wide`);
    const texts = words(await toSvg(figure));
    assert.ok(texts.includes('▾ value, worked out from top to bottom'), texts.join(' | '));
    assert.ok(texts.includes('▾ 2'));
    const trace = (name: string) =>
      figure.data.find((one) => one.name === name) as unknown as { x: number[]; y: (number | null)[] };
    const ends = trace('edges').y.flatMap((y, i, all) =>
      all[i + 1] === null ? [[trace('edges').x[i], y as number]] : [],
    );
    assert.equal(ends.length, twoLayers.edges.length);
    const { x, y } = trace('operation');
    for (const [left, end] of ends) {
      const circle = x.findIndex((at, i) => at === left && Math.abs((y[i] as number) - 16 - end) < 1e-9);
      assert.ok(circle >= 0, `no circle under (${left}, ${end})`);
    }
  });

  it('says what is wrong', () => {
    const one = nodes.slice(0, 1);
    assert.throws(() => computationGraph({ nodes: [], edges: [] }), {
      name: 'UserError',
      message: /at least one node/,
    });
    assert.throws(
      () => computationGraph({ nodes: one, edges: [{ from: 'n0', to: 'n9' }] }),
      /needs a node with the id n9/,
    );
    assert.throws(() => computationGraph({ nodes: [...one, ...one], edges: [] }), /the same id/);
    const circle = [...edges, { from: 'n5', to: 'n2' }];
    assert.throws(() => computationGraph({ nodes, edges: circle }), /go in a circle/);
  });
});

describe('layeredLayout', () => {
  it('leads every edge to the right, with inputs right before their first use', () => {
    const layout = layeredLayout(
      nodes.map(({ id }) => id),
      edges,
    );
    const column = (id: string) => layout?.places.get(id)?.column;
    assert.deepEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5'].map(column), [0, 0, 1, 1, 2, 3]);
    assert.equal(layout?.columns, 4);
  });

  it('keeps nodes of a column apart, and edges that pass away from them', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const ways = ['a b', 'b c', 'c d', 'a d', 'a c', 'e d'].map((pair) => ({ from: pair[0], to: pair[2] }));
    const layout = layeredLayout(ids, ways);
    assert.ok(layout);
    const places = [...layout.places.values()];
    for (const [i, one] of places.entries()) {
      for (const other of places.slice(i + 1).filter(({ column }) => column === one.column))
        assert.ok(Math.abs(one.y - other.y) > 0.999);
      for (const point of layout.routes.flatMap((route) => route.slice(1, -1)).filter((at) => at.column === one.column))
        assert.ok(Math.abs(one.y - point.y) > 0.749, 'a line beside the box');
      assert.ok(one.y >= 0.499 && one.y <= layout.height - 0.499, 'inside');
    }
    assert.equal(layout.routes[3].length, 4, 'a → d passes two columns');
  });

  it('refuses circles', () => {
    assert.equal(layeredLayout(['a'], [{ from: 'a', to: 'a' }]), undefined);
  });
});
