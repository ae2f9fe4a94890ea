import assert from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { codeCells, findNotebooks, type Notebook, readNotebook, sourceOf } from '../../../lib/src/cli/notebook/find';

test('a notebook is found by its number, its name, a part of it, or its path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'convolab-find-'));
  try {
    for (const name of ['02-fundamentals', '01-introduction']) writeFileSync(join(folder, `${name}.ipynb`), '{}');
    mkdirSync(join(folder, '.ipynb_checkpoints'));
    const found = (word: string): string[] => findNotebooks(word, folder).map((path) => path.slice(folder.length + 1));
    for (const word of ['02', '2', '02-fundamentals', 'fundamentals', '02-fundamentals.ipynb']) {
      assert.deepEqual(found(word), ['02-fundamentals.ipynb'], word);
    }
    assert.deepEqual(found('all'), ['01-introduction.ipynb', '02-fundamentals.ipynb']);
    assert.deepEqual(findNotebooks(join(folder, '01-introduction.ipynb')), [join(folder, '01-introduction.ipynb')]);
    assert.throws(() => found('fundamental'), { name: 'UserError', message: /Did you mean fundamentals\?/ });
    assert.throws(() => found('9'), {
      name: 'UserError',
      message: /There is: 01-introduction, 02-fundamentals, all\./,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a notebook is found in a language; where a folder has those of one language alone, they need no name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'convolab-find-'));
  const found = (word: string): string[] => findNotebooks(word, folder).map((path) => path.slice(folder.length + 1));
  try {
    mkdirSync(join(folder, 'fr'));
    writeFileSync(join(folder, 'fr', '02-fundamentals.ipynb'), '{}');
    for (const word of ['02', 'fr/02', 'all', 'fr/all'])
      assert.deepEqual(found(word), [join('fr', '02-fundamentals.ipynb')], word);
    writeFileSync(join(folder, '02-fundamentals.ipynb'), '{}');
    for (const word of ['02', 'en/02', 'all']) assert.deepEqual(found(word), ['02-fundamentals.ipynb'], word);
    assert.deepEqual(found('fr/02'), [join('fr', '02-fundamentals.ipynb')]);
    assert.throws(() => found('xx/02'), { name: 'UserError', message: /There is no notebook "xx\/02"/ });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('cells that a run executes are code with something in it', () => {
  const cell = (cell_type: 'code' | 'markdown', source: string | string[]): Notebook['cells'][0] => ({
    cell_type,
    source,
    metadata: {},
  });
  const cells = [cell('markdown', '# A'), cell('code', ['a\n', 'b']), cell('code', ' \n'), cell('code', 'c')];
  const found = codeCells({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
  assert.deepEqual(found.map(sourceOf), ['a\nb', 'c']);
});

test('a file that is no notebook is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'convolab-read-'));
  const path = join(folder, 'a.ipynb');
  try {
    for (const text of ['{ "half', '{}', '{ "cells": [], "nbformat": 3 }']) {
      writeFileSync(path, text);
      assert.throws(() => readNotebook(path), { name: 'UserError', message: /a\.ipynb/ }, text);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
