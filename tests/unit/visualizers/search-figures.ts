import { choice, expectedImprovement, logRange, random, randomCandidates, wholeRange } from '../../../lib/src/maths';
import { type AcquisitionView, acquisition } from '../../../lib/src/visualizers/acquisition';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { parallelCoordinates } from '../../../lib/src/visualizers/parallel-coordinates';
import { searchHistory } from '../../../lib/src/visualizers/search-history';

export const space = {
  learningRate: logRange(1e-4, 1e-1),
  filters: wholeRange(4, 32, 'log'),
  activation: choice(['relu', 'tanh', 'sigmoid']),
  layers: wholeRange(1, 3),
};

/** Configurations with made-up accuracies, best at a learning rate of 0.003 with relu. */
export function triedConfigurations(count: number) {
  return randomCandidates(space, count, random(2)).map((configuration) => {
    const { learningRate, filters, activation } = configuration;
    const value =
      0.85 - 0.12 * Math.log10(learningRate / 0.003) ** 2 + 0.001 * filters - (activation === 'relu' ? 0 : 0.06);
    return { configuration, value };
  });
}

/** Best values of searches that find the better the later, made up. */
export function searches(count: number, pace: number) {
  return Array.from({ length: count }, (_, seed) => {
    const draw = random(`${pace} ${seed}`);
    let best = 0;
    return {
      best: Array.from({ length: 27 }, (_, i) => {
        best = Math.max(best, 0.84 - (0.2 * draw.uniform()) / (1 + pace * i));
        return best;
      }),
    };
  });
}

/** Steps of a search with made-up beliefs: sure where it has been. */
export function beliefs(): AcquisitionView[] {
  const truth = (x: number) => 0.85 - 0.12 * Math.log10(x / 0.003) ** 2;
  const x = Array.from({ length: 101 }, (_, i) => 1e-4 * 10 ** ((3 * i) / 100));
  const places = [2e-4, 5e-2, 1e-3, 8e-3, 3e-3];
  return [2, 3, 4].map((trials) => {
    const observed = places.slice(0, trials).map((place) => ({ x: place, value: truth(place), counted: truth(place) }));
    const away = (at: number) => Math.min(...observed.map((one) => Math.abs(Math.log10(at / one.x))));
    const deviation = x.map((at) => 0.05 * (1 - Math.exp(-2 * away(at))));
    const best = Math.max(...observed.map(({ counted }) => counted));
    const improvement = x.map((at, i) => expectedImprovement(truth(at), deviation[i], best));
    const bad = { x: 0.09, value: 0.1, counted: 0.62 };
    const next = places[trials];
    return { trials: trials + 1, x, mean: x.map(truth), deviation, improvement, observed: [bad, ...observed], next };
  });
}

export const searchFigures: Record<string, () => Figure> = {
  'search-history': () =>
    searchHistory(
      [
        { name: 'random', runs: searches(10, 0.3) },
        { name: 'Bayesian', runs: searches(10, 1.5) },
        {
          name: 'halving',
          runs: searches(10, 1).map(({ best }) => ({
            best: best.slice(18),
            spent: best.slice(18).map((_, i) => 19 + i),
          })),
        },
      ],
      { title: 'Best so far, mean of ten seeds', xTitle: 'spent, in whole trainings' },
    ),
  'parallel-coordinates': () => parallelCoordinates(space, triedConfigurations(120)),
  acquisition: () => acquisition(beliefs(), { xTitle: 'learning rate', scale: 'log' }),
};
