import assert from 'node:assert';
import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { checkSite } from '../../../lib/src/cli/book/check-site';
import { MadeUpBook } from './made-up-book';

describe('the check of a site finds', () => {
  const book = new MadeUpBook();
  before(() => book.write());
  after(() => book.remove());

  /** Adds a piece to a page, and tells what the check says of it. */
  function problemsWith(html: string): string[] {
    const file = join(book.site, 'fr', 'extra.html');
    writeFileSync(file, `<!DOCTYPE html><html lang="fr"><body><p id="here">${html}</p></body></html>`);
    const { problems } = checkSite(book.site);
    rmSync(file);
    return problems;
  }

  for (const [what, html, says] of [
    ['a link to a page that is not there', '<a href="../none.html">x</a>', /none\.html: there is no such file/],
    [
      'a link to a place that is not there',
      '<a href="../01-one.html#nowhere">x</a>',
      /#nowhere: the page has no such place/,
    ],
    [
      'a link to a place in the same page that is not there',
      '<a href="#there">x</a>',
      /#there: the page has no such place/,
    ],
    ['a picture that is not there', '<img alt="x" src="none.png">', /img loads none\.png: there is no such file/],
    ['a picture without text', '<img src="data:,">', /no text for those who do not see it/],
    [
      'a script from elsewhere',
      '<script src="https://example.org/a.js"></script>',
      /script loads https:.*leaves the site/,
    ],
    ['a style from the root of a server', '<link rel="stylesheet" href="/a.css">', /begins at the root of the server/],
    [
      'a figure whose data is not there',
      '<figure data-figure="../figures/none.js"></figure>',
      /the figure .*no such file/,
    ],
    ['an id that is there twice', '<b id="here"></b>', /two elements have the id here/],
  ] as const) {
    test(what, () => {
      const problems = problemsWith(html);
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0], says);
      assert.match(problems[0], /^fr\/extra\.html: /);
    });
  }

  test('nothing wrong with links that are right', () => {
    assert.deepEqual(
      problemsWith(
        '<a href="../01-one.html?v=1#edges">x</a> <a href="https://example.org/">y</a> <a href="#here">z</a>',
      ),
      [],
    );
  });

  test('a section that is searched and not there', () => {
    appendFileSync(join(book.site, 'assets', 'search-en.js'), '// "url":"01-one.html#gone"\n');
    assert.deepEqual(checkSite(book.site).problems, [
      'assets/search-en.js: the section ../01-one.html#gone: the page has no such place.',
    ]);
  });

  test('a font that is not there', () => {
    const [font] = readdirSync(join(book.site, 'assets', 'fonts'));
    rmSync(join(book.site, 'assets', 'fonts', font));
    assert.ok(
      checkSite(book.site).problems.some((problem) => problem.includes(`fonts/${font}: there is no such file`)),
    );
  });
});

test('a folder without a book is told', () => {
  assert.throws(() => checkSite('/nowhere'), /There is no book in \/nowhere\. Make one: npm run book\./);
});
