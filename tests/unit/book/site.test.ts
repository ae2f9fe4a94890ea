import assert from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { checkSite } from '../../../lib/src/cli/book/check-site';
import { attribute, type Element, elements, find, hasClass, plainText, readPage } from '../../../lib/src/cli/book/dom';
import { MadeUpBook } from './made-up-book';

describe('a book', () => {
  const book = new MadeUpBook();
  before(() => book.write());
  after(() => book.remove());

  const read = (file: string) => readPage(readFileSync(join(book.site, file), 'utf8'));
  const all = (file: string, isIt: (element: Element) => boolean) => [...elements(read(file))].filter(isIt);
  const linksIn = (file: string, isIt: (element: Element) => boolean): string[][] => {
    const within = find(read(file), isIt);
    assert.ok(within);
    return [...elements(within)]
      .filter(({ tagName }) => tagName === 'a')
      .map((link) => [attribute(link, 'href') ?? '', plainText(link)]);
  };
  const chapters = (element: Element) => attribute(element, 'id') === 'book-chapters';

  test('all of its links lead somewhere', () => {
    const { pages, looked, problems } = checkSite(book.site);
    assert.deepEqual(problems, []);
    assert.equal(pages, 3 * 2 + 3); // contents, exercises and licences twice; three chapters
    assert.ok(looked > 100);
  });

  test('lists its chapters on every page, in French with the English one that has no translation', () => {
    assert.deepEqual(linksIn('01-one.html', chapters), [
      ['index.html', 'Contents'],
      ['01-one.html', '1 · One'],
      ['02-two.html', '2 · Two'],
      ['exercises.html', 'Exercises'],
      ['licences.html', 'Licences'],
    ]);
    assert.deepEqual(linksIn('fr/01-one.html', chapters), [
      ['index.html', 'Sommaire'],
      ['01-one.html', '1 · Un'],
      ['../02-two.html', '2 · Two'],
      ['exercises.html', 'Exercices'],
      ['licences.html', 'Licences'],
    ]);
    const [here] = all('fr/01-one.html', (element) => attribute(element, 'aria-current') === 'page');
    assert.equal(attribute(here, 'href'), '01-one.html');
  });

  test('leads on and back in the order of reading', () => {
    const pager = (element: Element) => hasClass(element, 'pager');
    assert.deepEqual(
      linksIn('01-one.html', pager).map(([href]) => href),
      ['index.html', '02-two.html'],
    );
    assert.deepEqual(
      linksIn('fr/01-one.html', pager).map(([href]) => href),
      ['index.html', '../02-two.html'],
    );
    assert.deepEqual(
      linksIn('licences.html', pager).map(([href]) => href),
      ['exercises.html'],
    );
  });

  test('has a table of contents whose places are the same in both languages', () => {
    const contents = (element: Element) => hasClass(element, 'contents');
    assert.deepEqual(linksIn('01-one.html', contents), [
      ['#edges', '1.1 Edges & corners'],
      ['#edges-2', 'More'],
    ]);
    assert.deepEqual(
      linksIn('fr/01-one.html', contents).map(([href]) => href),
      ['#edges', '#edges-2'],
    );
  });

  test('leads to the other language, or to its contents where it lacks the page', () => {
    const languages = (file: string) =>
      all(file, (element) => hasClass(element, 'language')).map((link) => attribute(link, 'href'));
    assert.deepEqual(languages('01-one.html'), ['fr/01-one.html']);
    assert.deepEqual(languages('fr/01-one.html'), ['../01-one.html']);
    assert.deepEqual(languages('02-two.html'), ['fr/index.html']);
    assert.deepEqual(languages('fr/exercises.html'), ['../exercises.html']);
  });

  test('leads from notebooks to pages, to the place of an exercise, and to nothing that is not there', () => {
    const inText = (file: string) => {
      const main = find(read(file), ({ tagName }) => tagName === 'main');
      assert.ok(main);
      return [...elements(main)]
        .filter(
          (link) => link.tagName === 'a' && !hasClass(link, 'to-itself') && !attribute(link, 'rel')?.match(/prev|next/),
        )
        .map((link) => attribute(link, 'href'));
    };
    assert.deepEqual(inText('01-one.html'), [
      'index.html#run',
      'exercises.html#01-one',
      '02-two.html',
      'https://example.org/',
      '#edges-2',
    ]);
    assert.deepEqual(inText('fr/01-one.html'), [
      'index.html#run',
      'exercises.html#01-one',
      '../02-two.html',
      'https://example.org/',
      '#edges-2',
    ]);
    assert.match(plainText(read('01-one.html')), /far not here up/);
    assert.match(plainText(read('exercises.html')), /1\.1 · Find edges \(4 points\)/);
  });

  test('keeps a figure once for all languages, with its text and its size', () => {
    const figures = ['01-one.html', 'fr/01-one.html'].map(
      (file) => all(file, ({ tagName }) => tagName === 'figure')[0],
    );
    const [english, french] = figures.map((one) => attribute(one, 'data-figure'));
    assert.equal(french, `../${english}`);
    const [image] = [...elements(figures[0])];
    assert.deepEqual(
      ['alt', 'width', 'height', 'loading'].map((name) => attribute(image, name)),
      ['A bar', '300', '200', 'lazy'],
    );
    const script = readFileSync(join(book.site, english ?? ''), 'utf8');
    const received: unknown[] = [];
    new Function('convolabBook', script)({ figure: (...given: unknown[]) => received.push(...given) });
    assert.deepEqual(received[1], { data: [], layout: { title: 'two  spaces <' } });
  });

  test('says in which language outputs are', () => {
    const outputs = (file: string) => all(file, (element) => hasClass(element, 'jp-OutputArea'))[0];
    assert.equal(attribute(outputs('fr/01-one.html'), 'lang'), 'en');
    assert.equal(attribute(outputs('01-one.html'), 'lang'), undefined);
  });

  test('shows formulas at once, and leaves code alone', () => {
    const [formula] = all('01-one.html', (element) => hasClass(element, 'katex'));
    const source = find(formula, ({ tagName }) => tagName === 'annotation');
    assert.equal(source && plainText(source), 'a_1 < b');
    assert.ok(all('01-one.html', ({ tagName }) => tagName === 'code').some((element) => plainText(element) === '$x$'));
  });

  test('says its version and licence on every page, and quotes the licences', () => {
    for (const file of ['index.html', 'fr/01-one.html']) {
      const [footer] = all(file, ({ tagName }) => tagName === 'footer');
      assert.match(plainText(footer), /ConvoLab 1\.2\.3 .* (MIT licence|licence MIT)/);
    }
    const text = plainText(read('licences.html'));
    for (const part of [
      'The ConvoLab authors',
      'danielbuechele, CC BY 2.0, made smaller',
      'Plotly',
      'KaTeX',
      'MiniSearch',
      'Preact',
    ])
      assert.ok(text.includes(part), part);
  });

  test('has one Plotly, and the colours of code', () => {
    assert.ok(existsSync(join(book.site, 'assets', 'plotly.min.js')));
    const style = readFileSync(join(book.site, 'assets', 'book.css'), 'utf8');
    assert.match(style, /\.highlight \.k \{ color: red \}/);
    assert.doesNotMatch(style, /body \{ x: y \}/);
    assert.match(style, /:root\[data-theme=dark\] \{/);
  });
});
