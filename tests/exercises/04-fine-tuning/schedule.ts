import { type Case, cosineDecay, type FunctionExercise, type Mistake, type Random, warmUp } from 'convolab';
import { someNumber } from '../look';

interface Settings {
  peak: number;
  floor: number;
  warmUpSteps: number;
  steps: number;
}
type Rate = (step: number, settings: Settings) => number;

/** Where a training of one epoch stands. */
const at = (step: number, steps: number) => ({ epoch: 0, epochs: 1, step, steps });

const warm: Rate = (step, { peak, warmUpSteps, steps }) => warmUp(warmUpSteps, peak)(at(step, steps));
const decay: Rate = (step, { peak, floor, warmUpSteps, steps }) =>
  cosineDecay(peak, floor)(at(step - warmUpSteps, steps - warmUpSteps));

/** A schedule whose two parts can be others. */
const schedule =
  ({ rising = warm, falling = decay, rises = (step, { warmUpSteps }) => step < warmUpSteps }: Parts = {}): Rate =>
  (step, settings) =>
    (rises(step, settings) ? rising : falling)(step, settings);

interface Parts {
  rising?: Rate;
  falling?: Rate;
  rises?: (step: number, settings: Settings) => boolean;
}

const settingsOf = (peak: number, floor: number, warmUpSteps: number, steps: number) => ({
  peak,
  floor,
  warmUpSteps,
  steps,
});

function casesFor(about: string, settings: Settings): Case[] {
  const { warmUpSteps, steps } = settings;
  const length = steps - warmUpSteps;
  const calls = (places: number[]): Case['each'] => places.map((step) => [step, { ...settings }]);
  const later = [0.1, 0.4, 0.6, 0.9].map((share) => warmUpSteps + Math.floor(share * length));
  const rising = [...new Set([0, Math.floor(warmUpSteps / 2), warmUpSteps - 1])].filter((step) => step >= 0);
  return [
    ...(warmUpSteps > 0 ? [{ name: `warm-up: ${about}`, each: calls(rising) }] : []),
    { name: `the first step after the warm-up: ${about}`, each: calls([warmUpSteps]) },
    { name: `the cosine: ${about}`, each: calls([...new Set(later)]) },
    { name: `the last step: ${about}`, each: calls([steps - 1]) },
  ];
}

const publicCases: Case[] = [
  ...casesFor('10 of 100 steps', settingsOf(0.01, 0, 10, 100)),
  ...casesFor('4 of 20 steps, down to 0.001', settingsOf(0.1, 0.001, 4, 20)),
  ...casesFor('no warm-up', settingsOf(0.02, 0.002, 0, 50)),
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 4 }, (_, i) => {
    const steps = 40 + random.integer(400);
    const warmUpSteps = i === 3 ? 0 : 2 + random.integer(20);
    const peak = (1 + random.integer(50)) / 1000;
    const floor = i % 2 ? peak / (2 + random.integer(20)) : 0;
    return casesFor(`run ${i + 1}, ${warmUpSteps} of ${steps} steps`, settingsOf(peak, floor, warmUpSteps, steps));
  }).flat();
}

const share = (step: number, { warmUpSteps, steps }: Settings): number => (step - warmUpSteps) / (steps - warmUpSteps);

const mistakes: Mistake[] = [
  {
    name: 'warm-up begins with 0',
    behaves: schedule({ rising: (step, { peak, warmUpSteps }) => (peak * step) / warmUpSteps }),
    hint: 'In step 0 your learning rate is 0, and nothing is learnt in that step. Count it as the first one: `(step + 1) / warmUpSteps`.',
  },
  {
    name: 'no warm-up',
    behaves: schedule({ rising: (_step, { peak }) => peak }),
    hint: 'The warm-up is missing: while `step < warmUpSteps`, the rate is `peak * (step + 1) / warmUpSteps`.',
  },
  {
    name: 'warm-up one step too long',
    behaves: schedule({
      rises: (step, { warmUpSteps }) => step <= warmUpSteps,
      rising: (step, { peak, warmUpSteps }) => (peak * (step + 1)) / warmUpSteps,
    }),
    hint: 'The warm-up takes one step too many and goes above `peak`. It is over where `step` is `warmUpSteps`.',
  },
  {
    name: 'warm-up from the floor',
    behaves: schedule({
      rising: (step, { peak, floor, warmUpSteps }) => floor + ((peak - floor) * (step + 1)) / warmUpSteps,
    }),
    hint: 'The warm-up rises from 0 to `peak`; the floor is only where the cosine ends.',
  },
  {
    name: 'warm-up counted in the cosine',
    behaves: schedule({
      falling: (step, { peak, floor, steps }) => cosineDecay(peak, floor)(at(step, steps)),
    }),
    hint: 'The cosine begins after the warm-up, at `peak`: its share is `(step - warmUpSteps) / (steps - warmUpSteps)`.',
  },
  {
    name: 'cosine from the beginning',
    behaves: (step: number, settings: Settings) => schedule()(step, { ...settings, warmUpSteps: 0 }),
    hint: 'The warm-up is missing: while `step < warmUpSteps`, the rate is `peak * (step + 1) / warmUpSteps`.',
  },
  {
    name: 'share of all steps',
    behaves: schedule({
      falling: (step, { peak, floor, warmUpSteps, steps }) => cosineDecay(peak, floor)(at(step - warmUpSteps, steps)),
    }),
    hint: 'The cosine does not come down to the floor: it has `steps - warmUpSteps` steps, not all of them.',
  },
  {
    name: 'last step on the floor',
    behaves: schedule({
      falling: (step, { peak, floor, warmUpSteps, steps }) =>
        cosineDecay(peak, floor)(at(step - warmUpSteps, steps - warmUpSteps - 1)),
    }),
    hint: 'The share is `(step - warmUpSteps) / (steps - warmUpSteps)`, without a − 1: the floor is what the rate comes near, and the last step is a little above it.',
  },
  {
    name: 'half forgotten',
    behaves: schedule({
      falling: (step, settings) => settings.floor + 2 * (decay(step, settings) - settings.floor),
    }),
    hint: '1 + cos goes from 2 to 0. The ½ in front of it is missing, so the rate starts at twice the peak.',
  },
  {
    name: 'floor forgotten',
    behaves: schedule({ falling: (step, settings) => decay(step, { ...settings, floor: 0 }) }),
    hint: 'The cosine goes down to 0. Let it go from `peak` to `floor`: floor + ½ (peak − floor) (1 + cos …).',
  },
  {
    name: 'floor added to the peak',
    behaves: schedule({
      falling: (step, settings) => settings.floor + decay(step, { ...settings, floor: 0 }),
    }),
    hint: 'The cosine starts at peak + floor. What it spans is `peak - floor`.',
  },
  {
    name: 'straight line',
    behaves: schedule({
      falling: (step, settings) => settings.peak + (settings.floor - settings.peak) * share(step, settings),
    }),
    hint: 'That is a straight line. The cosine falls slowly at first and at the end, and fast in the middle.',
  },
  {
    name: 'π forgotten',
    behaves: schedule({
      falling: (step, settings) =>
        settings.floor + ((settings.peak - settings.floor) / 2) * (1 + Math.cos(share(step, settings))),
    }),
    hint: '`Math.cos` takes radians: half a turn is π. Multiply the share by `Math.PI`.',
  },
  {
    name: 'whole turn',
    behaves: schedule({
      falling: (step, settings) =>
        settings.floor + ((settings.peak - settings.floor) / 2) * (1 + Math.cos(2 * Math.PI * share(step, settings))),
    }),
    hint: 'With 2π the rate comes up again at the end. Half a turn is π.',
  },
  {
    name: 'rising',
    behaves: schedule({
      falling: (step, settings) =>
        settings.floor + ((settings.peak - settings.floor) / 2) * (1 - Math.cos(Math.PI * share(step, settings))),
    }),
    hint: 'The sign before the cosine is wrong: with 1 − cos the rate rises. cos 0 is 1, so 1 + cos begins at the top.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, (x) => !Number.isFinite(x)),
    hint: 'NaN and Infinity come from dividing by `warmUpSteps` where it is 0, or from an entry that `settings` does not have.',
  },
];

export const warmUpAndDecay: FunctionExercise = {
  id: '4.3',
  title: 'Warm-up and cosine decay',
  points: 2,
  kind: 'function',
  entry: 'learningRateAt',
  reference: schedule() as FunctionExercise['reference'],
  publicCases,
  gradedCases,
  mistakes,
  firstStep: 'Write the warm-up first: `if (step < settings.warmUpSteps) return …`. The cosine comes after it.',
};
