import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const FOLDER = resolve(__dirname, '../../../notebooks');
const page = readFileSync(join(FOLDER, 'README.md'), 'utf8');
const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1]);

test('every link of the first page leads somewhere', () => {
  assert.ok(links.length > 0);
  assert.deepEqual(
    links.filter((link) => !existsSync(join(FOLDER, link))),
    [],
  );
  const translated = readFileSync(join(FOLDER, 'fr', 'README.md'), 'utf8');
  const theirs = [...translated.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1]);
  assert.deepEqual(
    theirs.filter((link) => !existsSync(join(FOLDER, 'fr', link))),
    [],
  );
});

test('every notebook and every exercise is linked from the first page', () => {
  const notebooks = (folder: string) => readdirSync(join(FOLDER, folder)).filter((name) => name.endsWith('.ipynb'));
  for (const name of notebooks('.')) assert.ok(links.includes(name), name);
  for (const name of notebooks('../exercises')) assert.ok(links.includes(`../exercises/${name}`), name);
});

test('all seven chapters are named', () => {
  for (let chapter = 1; chapter <= 7; chapter++) assert.match(page, new RegExp(`^\\| ${chapter} \\|`, 'm'));
});
