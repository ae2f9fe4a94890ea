import assert from 'node:assert';
import { test } from 'node:test';
import { random } from '../../../../lib/src/maths/random';
import { gaussianProcess, logLikelihood } from '../../../../lib/src/training/search/gaussian-process';
import { fitKernel } from '../../../../lib/src/training/search/kernel-fit';
import { type KernelParameters, matern, maternGradient } from '../../../../lib/src/training/search/matern';
import { assertTensorClose, reference } from '../../maths/reference';

interface Case {
  places: number[][];
  values: number[];
  parameters: KernelParameters;
  asked: number[][];
  mean: number[];
  deviation: number[];
  logLikelihood: number;
  /** by the logarithms of the length scales, the signal and the noise */
  gradient: number[];
  /** at the parameters that scikit-learn found with twenty restarts */
  largestLogLikelihood: number;
}

/** What tests/reference/recipes/gaussian_process.py got from scikit-learn. */
const cases = reference<Case>('gaussian-process').map((one) => ({
  ...one,
  choices: one.places[0].map(() => false),
}));

test("a Gaussian process believes what scikit-learn's does", () => {
  for (const one of cases) {
    const beliefs = gaussianProcess(one, one.parameters)(one.asked);
    const what = `${one.places[0].length} dimensions`;
    assertTensorClose(
      beliefs.map(({ mean }) => mean),
      one.mean,
      `mean, ${what}`,
      1e-7,
    );
    assertTensorClose(
      beliefs.map(({ deviation }) => deviation),
      one.deviation,
      `deviation, ${what}`,
      1e-6,
    );
  }
});

test("the likelihood and its derivatives are scikit-learn's", () => {
  for (const one of cases) {
    const { value, gradient } = logLikelihood(one, one.parameters);
    assertTensorClose(value, one.logLikelihood, 'likelihood', 1e-8);
    assertTensorClose(gradient, one.gradient, 'gradient', 1e-7);
  }
});

test('fitted to observations alone, the kernel is about as likely as the best that scikit-learn finds', () => {
  for (const one of cases) {
    const found = fitKernel(one, { withPriors: false, steps: 300 });
    const { value } = logLikelihood(one, found);
    assert.ok(value > one.largestLogLikelihood - 0.01, `${value}, scikit-learn ${one.largestLogLikelihood}`);
  }
});

test('without noise a Gaussian process goes through its observations, and far away it knows nothing', () => {
  const observed = { places: [[0.1], [0.5], [0.6]], values: [1, -1, 0.5], choices: [false] };
  const believe = gaussianProcess(observed, { lengthScales: [0.1], signal: 2, noise: 0 });
  const beliefs = believe([...observed.places, [1000]]);
  assertTensorClose(
    beliefs.map(({ mean }) => mean),
    [1, -1, 0.5, 0],
    'mean',
  );
  assertTensorClose(
    beliefs.map(({ deviation }) => deviation),
    [0, 0, 0, Math.SQRT2],
    'deviation',
  );
});

test('observations at one place are averaged, also without noise', () => {
  const observed = { places: [[0.5], [0.5]], values: [1, 3], choices: [false] };
  const [belief] = gaussianProcess(observed, { lengthScales: [0.1], signal: 1, noise: 0 })([[0.5]]);
  assert.ok(Math.abs(belief.mean - 2) < 1e-3, String(belief.mean));
});

test('values of a choice are all equally far apart', () => {
  const parameters = { lengthScales: [0.7], signal: 1, noise: 0 };
  const between = (a: number, b: number) => matern([a], [b], parameters, [true]);
  assert.equal(between(0, 1), between(0, 2));
  assert.equal(between(1, 1), 1);
  // as at a distance of 1 along a range
  assert.equal(between(0, 1), matern([0], [1], parameters, [false]));
});

test("the kernel's derivatives are those of small steps", () => {
  const draw = random(3);
  const numbers = () => Array.from({ length: 3 }, () => draw.uniform());
  for (let round = 0; round < 20; round++) {
    const [a, b, logs] = [numbers(), numbers(), numbers().map((u) => 2 * u - 1)];
    const choices = [false, false, true];
    const at = (values: number[]) =>
      matern(a, b, { lengthScales: values.map(Math.exp), signal: 1.3, noise: 0 }, choices);
    const step = 1e-5;
    const numeric = logs.map((_, i) => {
      const moved = (by: number) => logs.map((log, j) => (i === j ? log + by : log));
      return (at(moved(step)) - at(moved(-step))) / (2 * step);
    });
    const exact = maternGradient(a, b, { lengthScales: logs.map(Math.exp), signal: 1.3, noise: 0 }, choices);
    assertTensorClose(exact, numeric, 'gradient', 1e-8);
  }
});
