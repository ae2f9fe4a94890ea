import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toSvg } from '../../../lib/src/display/svg';
import { baseLayout } from '../../../lib/src/visualizers/colours';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { count, words } from '../visualizers/picture';

function line(more: Record<string, unknown> = {}, alt = 'a line'): Figure {
  return {
    data: [{ type: 'scatter', mode: 'lines', x: [0, 1, 2], y: [1, 3, 2] }],
    layout: { ...baseLayout('A title', 400, 300), ...more },
    alt,
  };
}

/** Where the vertical axis stands: the left end of the area that Plotly draws into. */
function plotLeft(svg: string): number {
  return Number(
    /<rect class="bg" x="([\d.]+)"/.exec(svg)?.[1] ?? /class="xtick"[\s\S]*?translate\(([\d.]+),/.exec(svg)?.[1],
  );
}

describe('toSvg', () => {
  it('draws the figure in its size, with its title and traces', async () => {
    const svg = await toSvg(line());
    assert.match(svg, /^<svg [^>]*width="400"[^>]*height="300"/);
    assert.ok(words(svg).includes('A title'));
    assert.equal(count(svg, /class="trace scatter/g), 1);
    assert.doesNotMatch(svg, /NaN|undefined/);
  });

  it('says what it shows, safely', async () => {
    const svg = await toSvg(line({}, 'a < b & "c"'));
    assert.match(svg, /^<svg role="img" aria-label="a &lt; b &amp; &quot;c&quot;" /);
  });

  it('gives the same bytes for the same figure, also when several are drawn at once', async () => {
    const other = line({ title: { text: 'Other' } });
    const first = [await toSvg(line()), await toSvg(other)];
    const again = await Promise.all([toSvg(line()), toSvg(other), toSvg(line())]);
    assert.deepEqual(again, [first[0], first[1], first[0]]);
  });

  it('names clip paths so that figures on one page do not clip each other', async () => {
    const ids = (svg: string) => new Set([...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const [one, two] = [ids(await toSvg(line())), ids(await toSvg(line({ title: { text: 'Other' } })))];
    assert.ok(one.size > 0 && two.size > 0);
    assert.deepEqual(
      [...one].filter((id) => two.has(id)),
      [],
    );
  });

  it('measures labels: longer ones move the plot to the right', async () => {
    const axis = (ticksuffix: string) => ({ yaxis: { automargin: true, ticksuffix, title: { text: 'height' } } });
    const [short, long] = [await toSvg(line(axis(''))), await toSvg(line(axis(' thousand images')))];
    // Sixteen letters of 12 pixels are at least 80 pixels wide in any font.
    assert.ok(plotLeft(long) > plotLeft(short) + 40, `${plotLeft(short)} and ${plotLeft(long)}`);
  });

  it('shows an animated figure before it is played, without buttons', async () => {
    const figure: Figure = {
      ...line({
        updatemenus: [{ type: 'buttons', buttons: [{ label: 'Play', method: 'animate', args: [null] }] }],
        sliders: [{ steps: [{ label: 'first', method: 'animate', args: [['0']] }] }],
      }),
      frames: [{ name: '0', data: [{ y: [9, 9, 9] }] }],
    };
    assert.equal(await toSvg(figure), await toSvg(line()));
  });

  it('refuses a figure without a size, and keeps working', async () => {
    const figure = { ...line(), layout: { width: 0, height: 300 } };
    await assert.rejects(toSvg(figure), { name: 'UserError', message: /layout\.width/ });
    assert.ok((await toSvg(line())).startsWith('<svg'));
  });

  it('breaks the line of a curve at values that are not numbers', async () => {
    const figure = line();
    figure.data[0].y = [1, Number.NaN, 2];
    assert.doesNotMatch(await toSvg(figure), /NaN/);
  });
});
