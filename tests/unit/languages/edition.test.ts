import assert from 'node:assert';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readBlocks } from '../../../lib/src/languages/blocks';
import { makeEdition, translatedFolders, translatedIn } from '../../../lib/src/languages/edition';
import { languages } from '../../../lib/src/languages/translations';
import { projectRoot } from '../../../lib/src/project';

interface Cell {
  cell_type: string;
  id: string;
  metadata: object;
  source: string | string[];
}
const read = (path: string): { cells: Cell[]; metadata: object } =>
  JSON.parse(readFileSync(join(projectRoot, path), 'utf8'));

const textOf = ({ source }: Cell): string => (typeof source === 'string' ? source : source.join(''));

/** The words of the code in a text: `settings.peak` names peak. */
function namesInCode(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) => code.match(/[A-Za-z_]\w*/g) ?? []));
}

/** A word of formulas that is a parameter of code as well: exercise 7.5 has both. */
const operator = 'mean';

/** Code and formulas of a text, without what may differ between languages: words in formulas, and how numbers are written. */
function exact(text: string, names: ReadonlySet<string>, language: string): string[] {
  const comma = new Intl.NumberFormat(language).format(0.5).includes(',');
  return [...text.matchAll(/\$\$?[^$]+\$\$?|`[^`\n]+`/g)]
    .map(([part]) =>
      part
        .replace(/(\d)\{,\}(\d)/g, comma ? '$1.$2' : '$1$2')
        .replace(/\\,/g, '')
        .replace(/\\(text|mathrm|operatorname)\{([^{}]*)\}/g, (whole, command: string, word: string) =>
          command === 'text' && names.has(word) && word !== operator ? whole : `\\${command}{}`,
        ),
    )
    .filter((part) => !part.includes('.ipynb'));
}

test('there is a French edition, and it has chapter 1', () => {
  assert.deepEqual(
    languages().find(({ code }) => code === 'fr'),
    { code: 'fr', name: 'Français' },
  );
  for (const folder of translatedFolders)
    assert.ok(translatedIn(folder, 'fr', projectRoot).includes('01-introduction'));
});

for (const { code } of languages()) {
  const chapters = translatedFolders.flatMap((folder) =>
    translatedIn(folder, code, projectRoot).map((name) => ({ folder, name })),
  );

  test(`${code}: the notebooks are those that the translations give`, () => {
    const { made, changed, problems } = makeEdition(code, { root: projectRoot, check: true });
    assert.deepEqual(problems, []);
    assert.deepEqual(changed, [], 'run npx --no-install convolab translate');
    assert.equal(made.length, chapters.length);
  });

  for (const { folder, name } of chapters) {
    test(`${code}: ${folder}/${name} has the same cells, the same code and the same marks as in English`, () => {
      const [english, other] = [read(`${folder}/${name}.ipynb`), read(`${folder}/${code}/${name}.ipynb`)];
      const plain = ({ cells }: { cells: Cell[] }): object[] =>
        cells.map(({ source, ...cell }) => (cell.cell_type === 'code' ? { ...cell, source } : cell));
      assert.deepEqual(plain(other), plain(english));
      assert.deepEqual(other.metadata, { ...english.metadata, lang: code });
    });

    test(`${code}: ${folder}/${name} says every number of code and every formula that the English text has`, () => {
      const english = new Map(read(`${folder}/${name}.ipynb`).cells.map((cell) => [cell.id, textOf(cell)]));
      for (const cell of read(`${folder}/${code}/${name}.ipynb`).cells) {
        const text = english.get(cell.id) ?? '';
        const names = namesInCode(text);
        const found = exact(textOf(cell), names, code);
        const lacking = exact(text, names, 'en').filter((part) => !found.includes(part));
        assert.deepEqual(lacking, [], cell.id);
      }
    });
  }
}

test('words in a formula may be translated, names of code in it may not, and numbers are written as the language does', () => {
  const english = 'With `rate`: $\\text{rate} = 1{,}000 \\cdot 0.5 \\text{ else } 2$';
  const names = namesInCode(english);
  const wanted = exact(english, names, 'en');
  const other = (text: string): string[] => exact(`Avec \`rate\` : $${text}$`, names, 'fr');
  assert.deepEqual(other('\\text{rate} = 1\\,000 \\cdot 0{,}5 \\text{ sinon } 2'), wanted);
  for (const wrong of [
    '\\text{taux} = 1\\,000 \\cdot 0{,}5 \\text{ sinon } 2',
    '\\text{rate} = 1{,}000 \\cdot 0{,}5 \\text{ sinon } 2',
    '\\text{rate} = 1\\,000 \\cdot 0{,}5 \\text{ sinon } 3',
  ])
    assert.notDeepEqual(other(wrong), wanted, wrong);
});

test('a text that has changed in English stops its chapter, and nothing else is written over', () => {
  const root = mkdtempSync(join(tmpdir(), 'convolab-languages-'));
  try {
    for (const folder of ['notebooks', 'exercises', 'solutions']) mkdirSync(join(root, folder));
    for (const path of ['notebooks/01-introduction.ipynb', 'exercises/01-introduction.ipynb', 'translations/fr'])
      cpSync(join(projectRoot, path), join(root, path), { recursive: true });
    for (const folder of translatedFolders)
      for (const name of translatedIn(folder, 'fr', root))
        if (name !== '01-introduction') rmSync(join(root, 'translations', 'fr', folder, `${name}.md`));
    const both = ['notebooks/fr/01-introduction.ipynb', 'exercises/fr/01-introduction.ipynb'];
    assert.deepEqual(makeEdition('fr', { root, check: true }), { made: both, changed: both, problems: [] });
    assert.ok(!existsSync(join(root, 'notebooks', 'fr')), 'to check is not to write');
    assert.deepEqual(makeEdition('fr', { root, check: false }).changed, both);
    assert.deepEqual(makeEdition('fr', { root, check: true }).changed, []);

    const path = join(root, 'notebooks', '01-introduction.ipynb');
    const before = readFileSync(join(root, both[0]), 'utf8');
    writeFileSync(path, readFileSync(path, 'utf8').replace('A photo is a grid', 'A picture is a grid'));
    const { made, problems } = makeEdition('fr', { root, check: false });
    assert.deepEqual(made, [both[1]]);
    assert.equal(problems.length, 1);
    assert.match(
      problems[0],
      /translations\/fr\/notebooks\/01-introduction\.md: the English text of the cell title has changed/,
    );
    assert.equal(readFileSync(join(root, both[0]), 'utf8'), before);

    const translation = join(root, 'translations', 'fr', 'exercises', '01-introduction.md');
    const [first] = readBlocks(readFileSync(translation, 'utf8'), 'a.md');
    assert.equal(first.id, 'title');
    rmSync(translation);
    assert.match(
      makeEdition('fr', { root, check: true }).problems.join(),
      /exercises\/fr\/01-introduction\.ipynb has no translation/,
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});
