import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { comparePairs, defaults, fewestPrints, fingerprints } from '../../../lib/src/grading/dashboard/winnowing';
import { scanTokens } from '../../../lib/src/grading/reading/resemblance';
import { random } from '../../../lib/src/maths/random';

const draw = random('winnowing');
const pick = <T>(items: T[]): T => items[draw.integer(items.length)];

/** A statement as nobody writes it, unlike every other one. */
const statement = (): string =>
  `let ${pick(['a', 'b', 'c'])}: ${pick(['number', 'string[]', 'boolean'])} = ${Array.from({ length: 5 }, () => `${pick(['x', 'f(x)', 'x[1]', '!y', '-z', '(y)', '`t`'])} ${pick(['+', '*', '&&', '<', '%', '??', '=== '])}`).join(' ')} ${draw.integer(1000)};`;
const program = (length: number): string => Array.from({ length }, statement).join('\n');

const hashes = (source: string, given?: string): Set<number> =>
  new Set(fingerprints(source, given).map(({ hash }) => hash));
const shared = (a: string, b: string): number => [...hashes(a)].filter((hash) => hashes(b).has(hash)).length;

describe('fingerprints', () => {
  it('do not depend on names, spaces and comments', () => {
    const a = 'function f(x: number) {\n  const y = x * 2; // twice\n  return [y, y + 1, y - x];\n}\n';
    const b = '/* mine */ function g(abc: number) { const q = abc * 2; return [q,q+1,q-abc]; }';
    assert.ok(hashes(a).size > 0);
    assert.deepEqual(hashes(a), hashes(b));
    assert.notDeepEqual(hashes(a), hashes(a.replace('* 2', '* 3')));
  });

  it('hold every passage of w + k − 1 tokens that two texts share, and none below k', () => {
    const { k, w } = defaults;
    for (let trial = 0; trial < 50; trial++) {
      const passage = statement().repeat(2);
      const tokens = scanTokens(passage);
      const [before, after] = [program(4), program(4)];
      const cut = (count: number): string => passage.slice(0, tokens[count].at);
      const withPassage = (text: string): string => `${before}\n${text}\n${after}`;
      const long = cut(w + k - 1);
      assert.ok(shared(withPassage(long), `${program(4)}\n${long}\n${program(4)}`) > 0, `trial ${trial}: ${long}`);
    }
    // seven tokens, again and again between others
    const short = Array.from({ length: 8 }, (_, i) => `g(1, 2)${'+-*/%<>&'[i]}`);
    assert.equal(scanTokens('g(1, 2)+').length, 7);
    assert.equal(
      shared(short.map((one, i) => `${one} [${i}] ;`).join(''), short.map((one, i) => `${one} {${i + 50}} ,`).join('')),
      0,
    );
  });

  it('are about 2 of w + 1 runs, as the paper says', () => {
    const { k, w } = defaults;
    const source = program(400);
    const density = fingerprints(source).length / (scanTokens(source).length - k + 1);
    assert.ok(Math.abs(density - 2 / (w + 1)) < 0.02, String(density));
  });

  it('leave out what was handed out', () => {
    const given = program(10);
    const own = program(10);
    assert.equal(hashes(given, given).size, 0);
    const left = hashes(`${given}\n${own}`, given);
    assert.ok([...hashes(own)].filter((hash) => left.has(hash)).length > 0.8 * hashes(own).size);
    assert.ok([...hashes(given)].every((hash) => !left.has(hash)));
  });
});

describe('pairs of answers', () => {
  it('tell the share of the shorter one, and the lines that both have', () => {
    const [one, two, three] = [program(12), program(12), program(12)];
    const pairs = comparePairs([
      { student: 'a', source: one },
      { student: 'b', source: `${two}\n${one}` },
      { student: 'c', source: three },
      { student: 'd', source: 'const short = 1;' },
    ]);
    assert.equal(pairs.length, 3, 'a short answer is in no pair');
    const [first, ...others] = pairs;
    assert.deepEqual([first.first.student, first.second.student], ['a', 'b']);
    assert.ok(first.share > 0.9, String(first.share));
    assert.ok(others.every(({ share }) => share < 0.1));
    // of b the second half
    const lines = [...first.lines[1]];
    assert.ok(lines.length >= 10 && lines.every((line) => line >= 11), String(lines));
  });

  it('are none where nothing is long enough', () => {
    assert.deepEqual(
      comparePairs([
        { student: 'a', source: 'let a = 1;' },
        { student: 'b', source: '' },
      ]),
      [],
    );
    assert.ok(fewestPrints > 10);
  });
});
