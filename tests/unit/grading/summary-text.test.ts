import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryText } from '../../../lib/src/grading/gradebook/summary-text';
import { inLanguage } from '../../../lib/src/languages/say';

const rows = [
  { exercise: '2.3', title: 'ReLU and 1.5 more', of: 6, graded: 1, mean: 4.25, 'solved %': 50 },
  { exercise: '2.10', title: 'Pooling', of: 4, graded: 2, mean: 3.5, 'solved %': 0 },
];

test('a French summary has French heads and decimal commas, and the numbers of its exercises stay', () => {
  const [head, , first, second] = inLanguage('fr', () => summaryText(rows)).split('\n');
  assert.match(head, /^exercice +titre/);
  assert.match(first, /^2\.3 +ReLU and 1\.5 more .* 4,25 /);
  assert.match(second, /^2\.10 .* 3,50 /);
});

test('an English one has English ones', () => {
  const [head, , first] = inLanguage('en', () => summaryText(rows)).split('\n');
  assert.match(head, /^exercise +title/);
  assert.match(first, /^2\.3 .* 4\.25 /);
});
