import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bounds, type SvgNode } from '../../../lib/src/display/text-size';

/** Ten pixels a letter, whatever the font. */
const ten = (text: string) => 10 * text.length;

interface Parts {
  text?: string;
  attributes?: Record<string, string>;
  style?: SvgNode['style'];
  children?: SvgNode[];
}

function node(tagName: string, { text = '', attributes = {}, style, children = [] }: Parts = {}): SvgNode {
  return {
    tagName,
    namespaceURI: 'http://www.w3.org/2000/svg',
    textContent: text,
    parentNode: null,
    children,
    style,
    getAttribute: (name) => attributes[name] ?? null,
    querySelectorAll: () => children.filter((child) => child.tagName === 'tspan'),
  };
}

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
}

describe('bounds', () => {
  it('places a text by its anchor', () => {
    const at = (anchor: string) =>
      bounds(node('text', { text: 'four', attributes: { x: '100', 'text-anchor': anchor } }), ten);
    assert.deepEqual([at('start').left, at('middle').left, at('end').left], [100, 80, 60]);
    assert.deepEqual([at('start').right, at('middle').right, at('end').right], [140, 120, 100]);
  });

  it('is as wide as the longest line and a line higher for each further one', () => {
    const tspan = (text: string) => node('tspan', { text });
    const one = bounds(node('text', { children: [tspan('ab')], style: { fontSize: '20px' } }), ten);
    const two = bounds(node('text', { children: [tspan('ab'), tspan('abcde')], style: { fontSize: '20px' } }), ten);
    assert.equal(two.width, 50);
    close(two.height - one.height, 26);
  });

  it('encloses the texts of a group where they lie, turned and moved', () => {
    const label = node('text', { text: 'abcd', attributes: { transform: 'translate(5,7) rotate(-90)' } });
    const group = bounds(
      node('g', { children: [label, node('path')], attributes: { transform: 'translate(100,0)' } }),
      ten,
    );
    // Turned to the left, the 40 pixels of width go upwards from (105, 7).
    close(group.height, 40);
    close(group.bottom, 7);
    assert.ok(group.left < 105 && group.right > 105);
  });

  it('turns about the point that the transform names', () => {
    const label = node('text', { text: 'ab', attributes: { x: '50', y: '50', transform: 'rotate(90,50,50)' } });
    const turned = bounds(label, ten);
    close(turned.top, 50);
    close(turned.bottom, 70);
  });

  it('estimates on a machine without fonts', () => {
    const text = node('text', { text: 'abcde', style: { fontSize: '10px' } });
    assert.equal(bounds(text, () => 0).width, 30);
  });

  it('is empty for an empty group', () => {
    assert.deepEqual([bounds(node('g'), ten).width, bounds(node('g'), ten).height], [0, 0]);
  });
});
