import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findAnswer, type NotebookCell } from '../../lib/src/exercises/answer-cells';
import { parseNotebook } from '../../lib/src/grading/reading/parse-notebook';
import { hiddenCharacters, shown, shownName, skeleton } from '../../lib/src/grading/reading/shown';
import { UserError } from '../../lib/src/project';
import { cellsWith, madeUpSuite, notebookText } from './made-up-suite';

function parse(text: string): NotebookCell[] | undefined {
  try {
    return parseNotebook(text);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, /^(The|Cell) .*\.$/);
    return undefined;
  }
}

/** Cells that are clean: a type, one text, a mark of two parts, nothing else. */
function assertClean(cells: NotebookCell[]): void {
  for (const cell of cells) {
    assert.deepEqual(Object.keys(cell), ['cell_type', 'source', 'metadata']);
    assert.equal(typeof cell.cell_type, 'string');
    assert.equal(typeof cell.source, 'string');
    assert.deepEqual(Object.keys(cell.metadata?.convolab ?? {}), ['exercise', 'role']);
  }
  assert.deepEqual(Object.keys(Object.prototype), []);
}

test('any text is a notebook or is refused with a sentence', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => assertClean(parse(text) ?? [])));
});

test('any cells are read or refused, and answers are looked for in what is read', () => {
  const cell = fc.record(
    {
      cell_type: fc.oneof(fc.constantFrom('code', 'markdown', 'raw'), fc.jsonValue()),
      source: fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()), fc.jsonValue()),
      metadata: fc.oneof(
        fc.record({
          convolab: fc.record({
            exercise: fc.oneof(fc.constant('9.1'), fc.jsonValue()),
            role: fc.constantFrom('answer', 'check'),
          }),
        }),
        fc.jsonValue(),
      ),
      outputs: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const [exercise] = madeUpSuite.exercises;
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 6 }), (cells) => {
      const found = parse(notebookText(cells));
      if (!found) return;
      assert.equal(found.length, cells.length);
      assertClean(found);
      const answer = findAnswer(found, exercise);
      if (answer) assert.equal(answer.source, found[answer.cell - 1].source);
    }),
    { numRuns: 500 },
  );
});

test('a notebook that is damaged in one place is read or refused', () => {
  const whole = notebookText(cellsWith());
  fc.assert(
    fc.property(
      fc.nat(whole.length - 1),
      fc.nat(20),
      fc.string({ unit: 'binary', maxLength: 5 }),
      (at, length, other) => {
        assertClean(parse(whole.slice(0, at) + other + whole.slice(at + length)) ?? []);
      },
    ),
    { numRuns: 500 },
  );
});

test('nothing hidden is left in a text that is shown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.deepEqual(hiddenCharacters(shown(text)), []);
      assert.match(shownName(text), /^"[\x20-\x7e]*…?"$/);
    }),
  );
  assert.equal(shown('a\u202eb\u200b\u001b[31m\tc\n'), 'a\\u{202e}b\\u{200b}\\u{1b}[31m\tc\n');
  assert.equal(shown('Größe ≥ 3 → 👩‍🔬'), 'Größe ≥ 3 → 👩‍🔬');
  assert.deepEqual(hiddenCharacters('one\r\ntwo \u2066three'), ['U+2066 in line 2']);
});

test('names of other alphabets look like those that they imitate', () => {
  assert.equal(skeleton('sс\u0430l\u0435'.replace('с', 'c')), 'scale');
  assert.equal(skeleton('ｓｃａｌｅ'), 'scale');
  assert.equal(skeleton('largeur'), 'largeur');
  assert.equal(shownName('sc\u0430le'), '"sc\\u{430}le"');
});
