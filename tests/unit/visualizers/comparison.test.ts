import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { comparison } from '../../../lib/src/visualizers/comparison';
import type { Figure } from '../../../lib/src/visualizers/figure';

function named(figure: Figure, name: string) {
  return figure.data.filter((trace) => trace.name === name);
}

function beside(figure: Figure): string[] {
  return (figure.layout.annotations as { text: string }[]).map(({ text }) => text);
}

describe('comparison', () => {
  const models = [
    { name: 'a', accuracy: [0.8, 0.9, 0.85], parameters: 1000, epochs: 3 },
    { name: 'b', accuracy: { seeds: [1], values: [0.7], mean: 0.7 }, parameters: 2500000, seconds: [1, 3] },
  ];

  it('draws means with the range of the seeds and each seed', () => {
    const figure = comparison(models);
    const [accuracy] = named(figure, 'accuracy');
    assert.deepEqual([accuracy.type, accuracy.x, accuracy.y], ['scatter', [0.85, 0.7], [0, 1]]);
    assert.deepEqual(named(figure, 'spread')[0].x, [0.8, 0.9, null], 'a single value has no spread');
    assert.deepEqual(named(figure, 'seeds')[0].x, [0.8, 0.9, 0.85]);
    assert.deepEqual(beside(figure).slice(0, 2), ['<b>85.0 % (80.0–90.0)</b>', '70.0 %']);
  });

  it('can show the standard deviation of the sample', () => {
    const figure = comparison(models, { spread: 'deviation' });
    // 0.05, 0 and 0.05 from the mean: √(0.005 / 2) = 0.05
    const [low, high] = named(figure, 'spread')[0].x as number[];
    assert.ok(Math.abs(low - 0.8) < 1e-9 && Math.abs(high - 0.9) < 1e-9);
    assert.equal(beside(figure)[0], '<b>85.0 % ± 5.0</b>');
  });

  it('has bars from 0 for counts and time, and says where nothing was measured', () => {
    const figure = comparison(models);
    const [parameters] = named(figure, 'parameters');
    assert.deepEqual([parameters.type, parameters.x], ['bar', [1000, 2500000]]);
    assert.equal((figure.layout.xaxis2 as { range: number[] }).range[0], 0);
    assert.deepEqual(named(figure, 'time')[0].y, [1]);
    assert.deepEqual(beside(figure).slice(2), ['1,000', '2.5 M', '–', '2 s (1–3)']);
    assert.match(figure.alt, /time: a not measured; b 2 s \(1–3\)\./);
  });

  it('draws the panels that are asked for, in their order', () => {
    const figure = comparison(models, { quantities: ['parameters', 'accuracy'] });
    assert.deepEqual(
      figure.data.filter(({ name }) => name !== 'spread' && name !== 'seeds').map(({ name }) => name),
      ['parameters', 'accuracy'],
    );
  });

  it('shows of the accuracies only the part where they are, with all of them in it', () => {
    const { range } = comparison(models).layout.xaxis as { range: [number, number] };
    assert.ok(range[0] > 0.6 && range[0] < 0.7 && range[1] > 0.9 && range[1] < 1, String(range));
  });

  it('says what is wrong', () => {
    assert.throws(() => comparison([]), { name: 'UserError', message: /needs models/ });
    assert.throws(() => comparison([{ name: 'a' }]), /no model has a value to compare/);
    assert.throws(() => comparison([{ name: 'a', accuracy: [] }]), /accuracy of a must be a number, or a list/);
    assert.throws(() => comparison([{ name: 'a', accuracy: Number.NaN }]), /accuracy of a/);
    assert.throws(() => comparison(models, { quantities: ['speed' as never] }), /no quantity "speed"; choose from/);
    assert.throws(() => comparison(models, { spread: 'half' as never }), /'range' or 'deviation'/);
  });
});
