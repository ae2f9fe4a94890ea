import { type Case, earlyStopping, type FunctionExercise, type Mistake, type Random } from 'convolab';

interface Options {
  patience: number;
  minDelta: number;
}

interface Result {
  stopped: number;
  best: number;
  weights: number[];
}

type Stop = (losses: number[], options: Options) => { stopped: number; best: number };

/** Early stopping that keeps the weights of the best epoch. */
const keeping =
  (stop: Stop) =>
  (losses: number[], weights: number[][], options: Options): Result => {
    const { stopped, best } = stop(losses, options);
    return { stopped, best, weights: weights[best] };
  };

const reference = keeping(earlyStopping);

/** Two weights an epoch that say which epoch they are of. */
const weightsFor = (losses: number[]): number[][] => losses.map((_, epoch) => [epoch + 0.5, -epoch / 4]);

const stopping = (name: string, losses: number[], patience: number, minDelta = 0): Case => ({
  name,
  args: [losses, weightsFor(losses), { patience, minDelta }],
});

const publicCases: Case[] = [
  stopping('the loss rises after the third epoch', [1, 0.8, 0.7, 0.75, 0.8, 0.9, 1], 2),
  stopping('a better loss after the stop is never seen', [0.9, 0.6, 0.7, 0.65, 0.2, 0.1, 0.2, 0.3, 0.4], 2),
  stopping('the count starts again after each better epoch', [1, 1.1, 0.9, 1, 0.8, 0.9, 0.7, 0.9, 1, 0.6], 2),
  stopping('it falls below the last epoch, but not below the best', [1, 0.5, 0.9, 0.8, 0.7, 0.6, 0.55], 3),
  stopping('never stopped', [1, 0.9, 0.8, 0.7, 0.75], 3),
  stopping('patience 1', [0.5, 0.4, 0.4, 0.3], 1),
  stopping('an equal loss is no better one', [0.5, 0.5, 0.5, 0.5, 0.4], 3),
  stopping('steps smaller than minDelta do not count', [1, 0.75, 0.7, 0.65, 0.6, 0.5], 2, 0.125),
  stopping('a little worse is not better, whatever minDelta is', [1, 0.5, 0.55, 0.6, 0.65, 0.7], 2, 0.125),
  stopping('small steps add up to more than minDelta', [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7], 3, 0.125),
  stopping('just as much as minDelta is not enough', [1, 0.75, 0.5, 0.25], 2, 0.25),
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 14 }, (_, i) => {
    const epochs = 6 + random.integer(20);
    let level = 1;
    // eighths, so that no difference is rounded
    const losses = Array.from({ length: epochs }, (__, epoch) => {
      level += (random.integer(5) - (epoch < epochs / 2 ? 3 : 1)) / 8;
      return 4 + level;
    });
    const patience = 1 + random.integer(4);
    const minDelta = i % 2 ? random.integer(4) / 8 : 0;
    return stopping(`run ${i + 1}: ${epochs} epochs, patience ${patience}`, losses, patience, minDelta);
  });
}

/** What a usual mistake changes. */
interface Slips {
  isBetter(loss: number, best: number, minDelta: number): boolean;
  isOver(waited: number, patience: number): boolean;
  /** whether a better epoch starts the count again */
  restarts: boolean;
  /** with which epoch a loss is compared: the best, or the one before */
  with: 'best' | 'before';
}

const right: Slips = {
  isBetter: (loss, best, minDelta) => loss < best - minDelta,
  isOver: (waited, patience) => waited >= patience,
  restarts: true,
  with: 'best',
};

const slipping =
  (slips: Partial<Slips>): Stop =>
  (losses, { patience, minDelta }) => {
    const { isBetter, isOver, restarts, with: compared } = { ...right, ...slips };
    let best = 0;
    let waited = 0;
    for (let epoch = 1; epoch < losses.length; epoch++) {
      if (isBetter(losses[epoch], losses[compared === 'best' ? best : epoch - 1], minDelta)) {
        best = epoch;
        if (restarts) waited = 0;
      } else {
        waited++;
      }
      if (isOver(waited, patience)) return { stopped: epoch, best };
    }
    return { stopped: losses.length - 1, best };
  };

const lowest = (losses: number[]): number => losses.indexOf(Math.min(...losses));

const mistakes: Mistake[] = [
  {
    name: 'weights of the last epoch',
    behaves: (losses: number[], weights: number[][], options: Options) => {
      const { stopped, best } = earlyStopping(losses, options);
      return { stopped, best, weights: weights[stopped] };
    },
    hint: 'The epochs are right, but these weights are those of the last epoch. Give back `weights[best]`: that is what early stopping is for.',
  },
  {
    name: 'one epoch too late',
    behaves: keeping(slipping({ isOver: (waited, patience) => waited > patience })),
    hint: 'You stop one epoch too late: with patience 2 the training ends at the second epoch in a row that is no better.',
  },
  {
    name: 'one epoch too early',
    behaves: keeping(slipping({ isOver: (waited, patience) => waited > 0 && waited >= patience - 1 })),
    hint: 'You stop one epoch too early: with patience 2, one epoch that is no better is allowed, and the second one ends the training.',
  },
  {
    name: 'compared with the epoch before',
    behaves: keeping(slipping({ with: 'before' })),
    hint: 'You compare each loss with that of the epoch before. Compare it with the best one so far.',
  },
  {
    name: 'count goes on',
    behaves: keeping(slipping({ restarts: false })),
    hint: 'You count all epochs that are no better. Only those in a row count: start again at 0 after a better one.',
  },
  {
    name: 'minDelta ignored',
    behaves: keeping((losses, { patience }) => earlyStopping(losses, { patience })),
    hint: '`minDelta` is not used: a loss is better only if it is lower than the best one by more than that.',
  },
  {
    name: 'minDelta added',
    behaves: keeping(slipping({ isBetter: (loss, best, minDelta) => loss < best + minDelta })),
    hint: 'With `best + minDelta` a loss may even be higher and still count as better. Subtract it: `best - minDelta`.',
  },
  {
    name: 'equal counts as better',
    behaves: keeping(slipping({ isBetter: (loss, best, minDelta) => loss <= best - minDelta })),
    hint: 'An equal loss counts as better here. Better means less: `loss < best - minDelta`.',
  },
  {
    name: 'lowest of all epochs',
    behaves: keeping((losses, options) => ({ stopped: earlyStopping(losses, options).stopped, best: lowest(losses) })),
    hint: 'The best epoch lies after the stop: that training never got there. Look for it among the epochs up to the stop.',
  },
  {
    name: 'lowest without minDelta',
    behaves: keeping((losses, options) => {
      const { stopped } = earlyStopping(losses, options);
      return { stopped, best: lowest(losses.slice(0, stopped + 1)) };
    }),
    hint: 'A loss that is lower by no more than `minDelta` is not a new best one: the best epoch stays the one that it was compared with.',
  },
  {
    name: 'never stopped',
    behaves: keeping((losses) => ({ stopped: losses.length - 1, best: lowest(losses) })),
    hint: 'The training goes through all epochs. Leave the loop as soon as `patience` epochs in a row were no better.',
  },
  {
    name: 'looks ahead',
    behaves: keeping((losses, { patience }) => {
      const stopped = Math.min(losses.length - 1, lowest(losses) + patience);
      return { stopped, best: lowest(losses) };
    }),
    hint: 'You look for the lowest loss first and count from there. In a training the later losses are not known yet: go through the epochs in their order.',
  },
  {
    name: 'epochs from 1',
    behaves: (losses: number[], weights: number[][], options: Options) => {
      const { stopped, best } = earlyStopping(losses, options);
      return { stopped: stopped + 1, best: best + 1, weights: weights[best] };
    },
    hint: 'You count epochs from 1. They are counted from 0, as the places in `losses` are.',
  },
  {
    name: 'loss in place of the epoch',
    behaves: (losses: number[], weights: number[][], options: Options) => {
      const { stopped, best } = earlyStopping(losses, options);
      return { stopped, best: losses[best], weights: weights[best] };
    },
    hint: '`best` is the number of the epoch, not its loss: keep both in variables of their own.',
  },
];

export const stopEarly: FunctionExercise = {
  id: '4.6',
  title: 'Early stopping',
  points: 3,
  kind: 'function',
  entry: 'stopEarly',
  reference,
  publicCases,
  gradedCases,
  tolerance: { relative: 0, absolute: 1e-9 },
  mistakes,
  firstStep:
    'Go through the epochs from 1 with two variables: `best`, the number of the best epoch so far, and `waited`, how many epochs in a row were no better.',
};
