import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { escapeHtml, showHtml } from '../../../lib/src/display/html';
import { inNotebook, openOutput } from '../../../lib/src/display/notebook';
import { show } from '../../../lib/src/display/show';
import { baseLayout } from '../../../lib/src/visualizers/colours';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { inKernel, printed } from './kernel';

const plotlyType = 'application/vnd.plotly.v1+json';

const figure: Figure = {
  data: [{ type: 'bar', y: [1 / 3, 138357544, 2] }],
  layout: baseLayout('Bars', 300, 200),
  frames: [{ name: 'a', data: [{ y: [1, 2, 3] }] }],
  alt: 'Three bars, the second the tallest.',
};

type Plot = { data: { y: number[] }[]; layout: object; frames?: unknown[]; config: Record<string, unknown> };

describe('show', () => {
  it('sends one bundle: Plotly figure, SVG with its alternative text, plain text', async () => {
    const messages = await inKernel(() => show(figure));
    assert.equal(messages.length, 1);
    const [{ data, metadata, update }] = messages;
    assert.deepEqual(Object.keys(data).sort(), [plotlyType, 'image/svg+xml', 'text/plain']);
    assert.equal(update, false);
    assert.deepEqual(metadata, { 'image/svg+xml': { alt: figure.alt } });
    assert.equal(data['text/plain'], figure.alt);
    assert.match(String(data['image/svg+xml']), /^<svg /);
    const plot = data[plotlyType] as Plot;
    assert.deepEqual(plot.frames, figure.frames);
    assert.equal(plot.config.displayModeBar, false);
    assert.equal(plot.config.responsive, false);
    assert.equal('alt' in plot, false);
  });

  it('shortens fractions and leaves whole numbers whole', async () => {
    const [{ data }] = await inKernel(() => show(figure));
    assert.deepEqual((data[plotlyType] as Plot).data[0].y, [0.3333333, 138357544, 2]);
  });

  it('still sends the figure where no picture can be drawn, and says why there is none', async () => {
    const [{ data }] = await inKernel(() => show({ ...figure, layout: { width: 0, height: 0 } }));
    assert.ok(plotlyType in data);
    assert.equal('image/svg+xml' in data, false);
    assert.match(String(data['text/plain']), /tallest\.\n\(No picture: .*layout\.width/);
  });

  it('prints the text outside a notebook', async () => {
    assert.equal(inNotebook(), false);
    assert.deepEqual(await printed(() => show(figure)), [figure.alt]);
  });

  it('refuses what is not a figure', async () => {
    for (const wrong of [undefined, null, {}, Promise.resolve(figure)]) {
      await assert.rejects(show(wrong as never), { name: 'UserError', message: /needs a figure/ });
    }
  });
});

describe('outputs', () => {
  it('show first, then replace, each output its own', async () => {
    const messages = await inKernel(() => {
      const [one, two] = [openOutput(), openOutput()];
      one.send({ data: { 'text/plain': '1' } });
      two.send({ data: { 'text/plain': '2' } });
      one.send({ data: { 'text/plain': '3' }, metadata: { a: 1 } });
    });
    assert.deepEqual(
      messages.map(({ update }) => update),
      [false, false, true],
    );
    assert.equal(messages[0].id, messages[2].id);
    assert.notEqual(messages[0].id, messages[1].id);
    assert.deepEqual(messages[2].metadata, { a: 1 });
  });

  it('know a notebook by its running kernel', async () => {
    await inKernel(() => assert.equal(inNotebook(), true));
    assert.equal(inNotebook(), false);
  });

  it('show HTML with a text beside it', async () => {
    const [{ data }] = await inKernel(() => showHtml('<b>x</b>', 'x'));
    assert.deepEqual(data, { 'text/html': '<b>x</b>', 'text/plain': 'x' });
    assert.deepEqual(await printed(() => showHtml('<b>x</b>', 'x')), ['x']);
    assert.equal(escapeHtml(`<a href="x">'&'</a>`), '&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;');
  });
});
