import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pageTexts } from '../../../lib/src/languages/page-texts';
import { saidIn } from '../../../lib/src/languages/said';
import { inLanguage } from '../../../lib/src/languages/say';
import { projectRoot } from '../../../lib/src/project';
import { embed, type LiveModel, widgets } from '../../../lib/src/widgets';
import type { DecoderModel } from '../../../lib/src/widgets/latent-space/read-decoder';
import type { Widget } from '../../../lib/src/widgets/shell/widget';

interface PageElement {
  alt: string;
  src: string;
  textContent: string;
  dataset: Record<string, string>;
}
interface Page {
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): ArrayLike<PageElement>;
}
// jsdom comes without types.
const { JSDOM } = require('jsdom') as {
  JSDOM: new (
    markup: string,
    options?: object,
  ) => { window: { document: Page; started?: [string, unknown, string, object] } };
};

const pages = join(projectRoot, 'lib', 'dist', 'widgets', 'pages');
const most = 150_000;

const texts = { language: 'en', messages: {} };

/** Four pixels, two classes. */
const smallModel: LiveModel = {
  getClassName: () => 'Sequential',
  inputs: [{ shape: [null, 2, 2, 1] }],
  layers: [
    layer('Flatten', 4),
    layer('Dense', 2, [
      { shape: [4, 2], dataSync: () => new Float32Array(8) },
      { shape: [2], dataSync: () => new Float32Array(2) },
    ]),
  ],
};

/** From two numbers to an image of two by two pixels. */
const smallDecoder: DecoderModel = {
  layers: [
    {
      getClassName: () => 'Dense',
      getConfig: () => ({ activation: 'sigmoid' }),
      getWeights: () => [
        { shape: [2, 4], dataSync: () => new Float32Array(8) },
        { shape: [4], dataSync: () => new Float32Array(4) },
      ],
    },
    { getClassName: () => 'Reshape', getConfig: () => ({ targetShape: [2, 2, 1] }), getWeights: () => [] },
  ],
};

/** What a widget cannot do without. */
const needed: Record<string, readonly unknown[]> = {
  lenet: [smallModel],
  'latent-space': [{ decoder: smallDecoder, points: [[0, 1]], labels: ['boot'] }],
};

function layer(type: string, units: number, weights: ReturnType<LiveModel['layers'][0]['getWeights']> = []) {
  return {
    name: type,
    outputShape: [null, units],
    getClassName: () => type,
    getConfig: () => ({ activation: 'softmax' }),
    getWeights: () => weights,
  };
}

describe('a widget as HTML', () => {
  const { widget, given } = widgets.convolution;
  const title = 'A </script><b>title</b> & "more"';

  test('has a picture with a text, and one script, whatever its title is', () => {
    const { markup, text } = embed(widget, given({ title }), {
      script: "var convolabWidget={a:'</script>'}",
      memory: 'm',
      texts,
    });
    const { document } = new JSDOM(markup).window;
    assert.equal(document.querySelectorAll('script').length, 1);
    assert.equal(document.querySelectorAll('b').length, 0);
    const image = document.querySelector('img');
    assert.ok(image);
    assert.ok(image.alt.startsWith(title) && text.startsWith(title));
    const svg = Buffer.from(image.src.replace(/^data:image\/svg\+xml;base64,/, ''), 'base64').toString();
    const picture = new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document;
    assert.equal(picture.querySelector('title')?.textContent, title);
    assert.equal(picture.querySelectorAll('image').length, 2);
  });

  test('its script gives what the notebook handed over', () => {
    const script = 'var convolabWidget={start:(...all)=>{globalThis.started=all}}';
    const { markup } = embed(widget, given({ title, stride: 2 }), { script, memory: '\u2028 </script>', texts });
    const { window } = new JSDOM(markup, { runScripts: 'dangerously' });
    const [id, received, memory, said] = window.started ?? [];
    assert.equal(window.document.querySelector('div')?.dataset.convolabWidget, id);
    assert.deepEqual(JSON.parse(JSON.stringify(received)), JSON.parse(JSON.stringify(given({ title, stride: 2 }))));
    assert.equal(memory, '\u2028 </script>');
    assert.deepEqual(JSON.parse(JSON.stringify(said)), texts);
  });

  test('speaks the language of the reader, also before its script runs, and its page gets the texts that it says and few others', () => {
    for (const [name, { widget, given }] of Object.entries(widgets)) {
      const made = () => (given as (...options: readonly unknown[]) => unknown)(...(needed[name] ?? []));
      const script = readFileSync(join(pages, `${widget.name}.js`), 'utf8');
      const data = made();
      const french = inLanguage('fr', () => pageTexts(script, data));
      const said = saidIn(join(projectRoot, 'lib', 'src', 'widgets', widget.name)).map(({ text }) => text);
      assert.ok(said.length > 5, name);
      assert.deepEqual(
        said.filter((text) => french.messages[text] === undefined),
        [],
        name,
      );
      assert.ok(JSON.stringify(french).length < 8_000, `${name}: ${JSON.stringify(french).length} bytes`);
      assert.deepEqual(pageTexts(script, data), { language: 'en', messages: {} });
      const shown = widget as Widget<unknown, unknown>;
      const alt = inLanguage('fr', () => embed(shown, data, { script: '', memory: '', texts: french }).text);
      const inEnglish = embed(shown, data, { script: '', memory: '', texts }).text;
      assert.notEqual(alt, inEnglish, name);
      assert.match(alt, /\(Pour jouer avec, ouvrez le notebook dans JupyterLab\.\)$/);
    }
  });
});

test('words that an instrument brings along are those of the reader, words that the notebook gives stay as they are', () => {
  const { attention, augmentation } = widgets;
  inLanguage('fr', () => {
    assert.deepEqual(attention.given().to, ['le', 'chat', "s'assit", 'car', 'il', 'était', 'fatigué']);
    assert.deepEqual(
      augmentation.given().examples.map(({ label }) => label),
      ['lettre b', 'chiffre 6', 'flèche vers la droite', 'lettre H'],
    );
    const words = ['the', 'cat'];
    const given = attention.given({
      from: words,
      weights: [
        [0.5, 0.5],
        [0, 1],
      ],
    });
    const { panels, status } = attention.widget.view(attention.widget.initial(given), () => {}, given);
    assert.match(status, /^«\u00a0cat\u00a0» regarde surtout cat \(100\u00a0%\)/);
    assert.match(panels[0].label, /«\u00a0cat\u00a0»/);
  });
  assert.equal(attention.given().to[1], 'cat');
});

test('each widget has a bundle of at most 150 kB that asks for nothing', () => {
  assert.deepEqual(
    readdirSync(pages).map((file) => file.replace('.js', '')),
    Object.values(widgets)
      .map(({ widget }) => widget.name)
      .sort(),
  );
  for (const file of readdirSync(pages)) {
    const bytes = statSync(join(pages, file)).size;
    assert.ok(bytes <= most, `${file} has ${bytes} bytes`);
    const addresses = readFileSync(join(pages, file), 'utf8').match(/https?:\/\/[\w./-]+/g) ?? [];
    assert.deepEqual(
      addresses.filter(
        (address) => !/^http:\/\/www\.w3\.org\/(2000\/svg|1999\/xhtml|1998\/Math\/MathML|1999\/xlink)$/.test(address),
      ),
      [],
      file,
    );
  }
});
