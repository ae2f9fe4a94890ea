import assert from 'node:assert';
import { test } from 'node:test';
import { formulaProblem, formulasIn } from './formulas';

test('finds formulas in a line, on lines of their own and in environments', () => {
  const markdown = 'Let $x_1$ and $y$:\n\n$$\nx + y\n$$\n\n\\begin{align}\na &= b\n\\end{align}\n\nand \\\\(z\\\\).';
  assert.deepEqual(formulasIn(markdown), [
    { text: 'x_1', display: false },
    { text: 'y', display: false },
    { text: 'x + y', display: true },
    { text: '\\begin{align}\na &= b\n\\end{align}', display: true },
    { text: 'z', display: false },
  ]);
});

test('takes neither code nor prices for formulas', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: code of a cell
  assert.deepEqual(formulasIn('`$a$` and ``b $ c`` costs \\$5 or \\$6\n```ts\nconst a = `${b} $c$`;\n```\n'), []);
});

test('names a formula that cannot be drawn', () => {
  assert.equal(formulaProblem({ text: '\\frac{1}{1 + e^{-x}}', display: true }), undefined);
  assert.match(formulaProblem({ text: '\\frac{1', display: true }) ?? '', /^\\frac\{1: /);
  assert.match(formulaProblem({ text: '\\nosuchcommand x', display: false }) ?? '', /nosuchcommand/);
});
