import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ablation } from '../../../lib/src/visualizers/ablation';
import { colours } from '../../../lib/src/visualizers/colours';
import type { Figure } from '../../../lib/src/visualizers/figure';

const trace = (figure: Figure, name: string) => figure.data.find((one) => one.name === name) as Record<string, unknown>;
const beside = (figure: Figure) => (figure.layout.annotations as { text: string }[]).slice(1).map(({ text }) => text);
const close = (got: unknown, expected: number[]) => {
  const numbers = got as number[];
  assert.equal(numbers.length, expected.length);
  expected.forEach((value, i) => {
    assert.ok(Math.abs(numbers[i] - value) < 1e-9, `${numbers}`);
  });
};

describe('ablation', () => {
  const steps = [
    { name: 'baseline', values: [0.8, 0.82, 0.84] },
    { name: '+ a', values: [0.83, 0.84, 0.88] },
    { name: '+ b', values: [0.8, 0.83, 0.86] },
  ];
  const figure = ablation(steps);

  it('draws every seed and the mean of each step', () => {
    close(trace(figure, 'mean').x, [0.82, 0.85, 0.83]);
    close(trace(figure, 'seeds').x, [0.8, 0.82, 0.84, 0.83, 0.84, 0.88, 0.8, 0.83, 0.86]);
  });

  it('has a bar from the mean before to the own mean', () => {
    close(trace(figure, 'gain').base, [0.82, 0.85]);
    close(trace(figure, 'gain').x, [0.03, -0.02]);
  });

  it('says each gain in points with the spread of the gains seed by seed', () => {
    // + a: 3, 2 and 4 points, 1 apart; + b: −3, −1 and −2 points
    assert.deepEqual(beside(figure), ['<b>82.0 %</b>', '<b>85.0 %</b>  +3.0 ± 1.0', '<b>83.0 %</b>  −2.0 ± 1.0']);
    const { color } = trace(figure, 'gain').marker as { color: string[] };
    assert.deepEqual(color, [colours.good, colours.bad]);
    assert.match(figure.alt, /\+ a 85\.0 %, \+3\.0 ± 1\.0 points; .* In all \+1\.0 points\.$/);
  });

  it('calls a gain within its spread so', () => {
    const { data, alt } = ablation([steps[0], { name: '+ c', values: [0.84, 0.82, 0.83] }]);
    // 4, 0 and −1 points: 1 in the mean, √((9 + 1 + 4) / 2) = 2.6 apart
    assert.match(alt, /\+ c 83\.0 %, \+1\.0 ± 2\.6 points \(within the spread of the seeds\)/);
    assert.deepEqual((data[0].marker as { color: string[] }).color, [colours.ink]);
  });

  it('gives a gain that rounds to nothing no direction', () => {
    // 0.02 points less: the mean goes from 0.82 to 0.8198
    const { alt } = ablation([steps[0], { name: '+ e', values: [0.7998, 0.8398, 0.8198] }]);
    assert.match(alt, /\+ e 82\.0 %, ±0\.0 ± /);
    assert.match(alt, /In all ±0\.0 points\.$/);
  });

  it('takes another number of seeds, and single values', () => {
    const two = ablation([steps[0], { name: '+ d', values: [0.87, 0.89] }]);
    // deviations 2 and √2 points: √(4 + 2) = 2.4
    assert.equal(beside(two)[1], '<b>88.0 %</b>  +6.0 ± 2.4');
    const one = ablation([
      { name: 'a', values: 0.5 },
      { name: 'b', values: { values: [0.75] } },
    ]);
    assert.deepEqual(beside(one), ['<b>50.0 %</b>', '<b>75.0 %</b>  +25.0']);
    assert.deepEqual(trace(one, 'seeds').x, []);
  });

  it('says what is wrong', () => {
    const user = { name: 'UserError' };
    assert.throws(() => ablation([]), { ...user, message: /needs steps/ });
    assert.throws(() => ablation([{ name: 'a', values: [88] }]), { ...user, message: /"a" must be a share.*got 88/ });
    assert.throws(() => ablation([{ name: 'a', values: [] }]), {
      ...user,
      message: /accuracy of "a" must be a number/,
    });
  });
});
