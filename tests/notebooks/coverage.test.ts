import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadSuites } from '../../lib/src/exercises';
import { projectRoot } from '../../lib/src/project';

interface Cell {
  id: string;
  cell_type: 'markdown' | 'code';
  source: string[];
}

interface Row {
  chapter: string;
  content: string;
  heading: string;
  cells: string[];
  figures: string[];
  exercises: string[];
}

const inBackticks = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]);

/** The rows of docs/coverage.md, each with the chapter whose table it stands in. */
function coverageRows(): Row[] {
  const rows: Row[] = [];
  let chapter = '';
  for (const line of readFileSync(join(projectRoot, 'docs', 'coverage.md'), 'utf8').split('\n')) {
    chapter = line.match(/^## (\d\d-\S+)/)?.[1] ?? chapter;
    const columns = line.split('|').map((column) => column.trim());
    if (columns.length < 8 || columns.length > 9 || columns[1] === 'section' || columns[1].startsWith('---')) continue;
    rows.push({
      chapter,
      content: columns[2],
      heading: columns[3],
      cells: inBackticks(columns[4]),
      figures: inBackticks(columns[5]),
      exercises: columns[6].match(/\d\.\d/g) ?? [],
    });
  }
  return rows;
}

/** The cells of a chapter under each of its second-level headings. */
function sections(chapter: string): Map<string, Cell[]> {
  const { cells } = JSON.parse(readFileSync(join(projectRoot, 'notebooks', `${chapter}.ipynb`), 'utf8')) as {
    cells: Cell[];
  };
  const found = new Map<string, Cell[]>();
  let current: Cell[] = [];
  for (const cell of cells) {
    const heading = cell.cell_type === 'markdown' && cell.source.join('').match(/^## (.+)$/m)?.[1];
    if (heading) {
      current = [];
      found.set(heading.trim(), current);
    }
    current.push(cell);
  }
  return found;
}

const rows = coverageRows();

test('the page lists rows', () =>
  assert.ok(rows.length >= 16, `only ${rows.length} rows were read from docs/coverage.md`));

for (const row of rows) {
  test(`${row.chapter}: ${row.content}`, async () => {
    const section = sections(row.chapter).get(row.heading);
    assert.ok(section, `notebooks/${row.chapter}.ipynb has no heading “${row.heading}”`);
    const text = section.map((cell) => cell.source.join('')).join('\n');
    const named = row.cells.map((id) => {
      const cell = section.find((candidate) => candidate.id === id);
      assert.ok(cell, `cell ${id} does not stand under “${row.heading}”`);
      return cell;
    });
    assert.ok(named.length > 0, 'the row names no cell');
    const code = named
      .filter((cell) => cell.cell_type === 'code')
      .map((cell) => cell.source.join(''))
      .join('\n');
    for (const figure of row.figures) {
      assert.match(code, new RegExp(`show\\(\\s*${figure}\\(`), `${figure} is not drawn in ${row.cells.join(', ')}`);
    }
    const suites = await loadSuites();
    for (const id of row.exercises) {
      assert.ok(
        suites.some((suite) => suite.exercises.some((exercise) => exercise.id === id)),
        `exercise ${id} has no suite`,
      );
      assert.ok(text.includes(`Exercise ${id}`), `“${row.heading}” does not send the reader to exercise ${id}`);
    }
  });
}

test('every numbered section of a covered chapter has a row', () => {
  for (const chapter of new Set(rows.map((row) => row.chapter))) {
    const headings = [...sections(chapter).keys()].filter((heading) => /^\d\.\d /.test(heading));
    const covered = new Set(rows.filter((row) => row.chapter === chapter).map((row) => row.heading));
    for (const heading of headings) assert.ok(covered.has(heading), `“${heading}” has no row in docs/coverage.md`);
  }
});
