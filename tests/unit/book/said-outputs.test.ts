import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { saidIn } from '../../../lib/src/cli/book/said-outputs';
import type { Notebook } from '../../../lib/src/cli/notebook/find';
import { interactive } from '../../../lib/src/display/show';
import { tableMarkup } from '../../../lib/src/display/table-markup';
import { kernels } from '../../../lib/src/maths';
import { convolutionSteps } from '../../../lib/src/visualizers';
import { embed, embedded, widgets } from '../../../lib/src/widgets';

const memory = (name: string): string => `a session ${name} ${'0'.repeat(64)}`;
const texts = { language: 'en', messages: {} };
const plotly = 'application/vnd.plotly.v1+json';

interface Output {
  data: Record<string, string> & { [plotly]?: { layout: { title: { text: string } } } };
  metadata?: Record<string, { alt: string }>;
  text?: string;
}

const notebookWith = (...outputs: unknown[]): Notebook => ({
  cells: [{ cell_type: 'code', source: 'show()', metadata: {}, outputs }],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});
const outputsOf = (notebook: Notebook): Output[] => notebook.cells[0].outputs as Output[];

describe('outputs of an English chapter on a French page', () => {
  test('an instrument speaks French, with the same numbers and the same memory', async () => {
    const given = widgets.convolution.given({ title: 'A kernel, stride and padding of your own', stride: 2 });
    const { markup, text } = embed(widgets.convolution.widget, given, {
      script: '',
      memory: memory('convolution'),
      texts,
    });
    const html = { output_type: 'display_data', data: { 'text/html': markup.split(/(?<=\n)/), 'text/plain': text } };
    const [{ data }] = outputsOf(await saidIn('fr', notebookWith(html)));
    assert.deepEqual(embedded(data['text/html']), {
      given: JSON.parse(JSON.stringify({ ...given, title: 'Un noyau, un pas et un remplissage à vous' })),
      memory: memory('convolution'),
    });
    assert.match(data['text/html'], /"language":"fr","messages":\{/);
    assert.match(data['text/html'], /alt="Un noyau, un pas et un remplissage à vous\./);
    assert.match(data['text/plain'], /Ligne \d+, colonne \d+ de la carte/);
  });

  test('what an instrument calls its own parts is translated, what the notebook calls them is not', async () => {
    const { attention, augmentation } = widgets;
    const said = async (name: 'attention' | 'augmentation', given: unknown) => {
      const { widget } = widgets[name];
      const { markup } = embed(widget as typeof attention.widget, given as never, {
        script: '',
        memory: memory(name),
        texts,
      });
      const [{ data }] = outputsOf(await saidIn('fr', notebookWith({ data: { 'text/html': markup } })));
      return embedded(data['text/html'])?.given as Record<string, unknown>;
    };
    assert.deepEqual((await said('attention', attention.given())).from, [
      ...['le', 'chat', "s'assit", 'car', 'il', 'était', 'fatigué'],
    ]);
    const half = [
      [0.5, 0.5],
      [0, 1],
    ];
    const own = await said('attention', attention.given({ from: ['the', 'cat'], weights: half }));
    assert.deepEqual(
      [own.from, own.to],
      [
        ['the', 'cat'],
        ['the', 'cat'],
      ],
    );
    const image = [[[0], [1]]];
    const places = await said('attention', attention.given({ image, patches: [1, 2], weights: half }));
    assert.deepEqual(places.to, ['ligne 1, colonne 1', 'ligne 1, colonne 2']);
    const signs = (await said('augmentation', augmentation.given())).examples as { label: string }[];
    assert.deepEqual(
      signs.map(({ label }) => label),
      ['lettre b', 'chiffre 6', 'flèche vers la droite', 'lettre H'],
    );
    const examples = ['letter b', 'boot'].map((label) => ({ image: [[[0]]], label }));
    const labelled = (await said('augmentation', augmentation.given({ examples }))).examples as { label: string }[];
    assert.equal(labelled[1].label, 'boot');
  });

  test('a figure has a French title in its data and in its picture; what is printed stays', async () => {
    const figure = convolutionSteps(
      [
        [0, 1, 1],
        [0, 1, 1],
        [0, 0, 0],
      ],
      kernels.identity.slice(0, 2).map((row) => row.slice(0, 2)),
    );
    const english = (await interactive(figure)) as unknown as Output;
    const printed = { output_type: 'stream', name: 'stdout', text: 'Convolution, step by step\n' };
    const [french, same] = outputsOf(await saidIn('fr', notebookWith({ ...english }, printed)));
    const title = (output: Output) => output.data[plotly]?.layout.title.text;
    assert.notEqual(title(french), title(english));
    assert.ok(french.data['image/svg+xml'].includes(String(title(french)).split('<')[0].split("'")[0]));
    assert.deepEqual(same, printed);
  });

  test('tables and lines that cells of the course print are French, others stay', async () => {
    const lines = [
      'Engine: WebAssembly, 1 thread, TensorFlow.js 4.22.0. CONVOLAB_ENGINE names wasm.',
      '28 px, 3×3, stride 1: 26.5',
      'table needs an array of records, one a row, such as [{ name: "relu", accuracy: 0.87 }].',
      'my own run: 3 points',
      'loss: 0.5',
    ];
    const printed = { output_type: 'stream', name: 'stdout', text: lines.map((line) => `${line}\n`) };
    const columns = [
      { name: 'kernel', cells: ['sobelX'], numeric: false },
      { name: 'mine too', cells: ['1.500'], numeric: true },
    ];
    const table = { output_type: 'display_data', data: { 'text/html': tableMarkup({ columns }), 'text/plain': '' } };
    const [{ text = '' }, { data }] = outputsOf(await saidIn('fr', notebookWith(printed, table)));
    const [engine, size, error, ...own] = text.replace(/\u00a0/g, ' ').split('\n');
    assert.equal(engine, 'Moteur : WebAssembly, 1 fil, TensorFlow.js 4.22.0. CONVOLAB_ENGINE demande wasm.');
    assert.equal(size, '28 px, 3×3, pas de 1 : 26,5');
    assert.match(error, /^table attend une liste/);
    assert.deepEqual(own, ['my own run: 3 points', 'loss: 0.5', '']);
    assert.match(data['text/html'], />noyau<.*>mine too<.*>sobelX<.*>1,500</);
    assert.match(data['text/plain'], /^noyau +mine too\n/);
  });

  test('the code of a function has a French head, and is the same code', async () => {
    const code = '<pre>function f() {\n  return 1 &lt; 2;\n}</pre></details>';
    const english = `<details><summary>Code of <code>f</code>, from lib/src/maths/f.ts</summary>${code}`;
    const [{ data }] = outputsOf(await saidIn('fr', notebookWith({ data: { 'text/html': english } })));
    assert.equal(
      data['text/html'],
      `<details><summary>Code de <code>f</code>, dans lib/src/maths/f.ts</summary>${code}`,
    );
  });

  test('HTML of something else stays as it is', async () => {
    const table = { output_type: 'display_data', data: { 'text/html': '<table></table>' } };
    assert.deepEqual(outputsOf(await saidIn('fr', notebookWith(table))), [table]);
  });
});
