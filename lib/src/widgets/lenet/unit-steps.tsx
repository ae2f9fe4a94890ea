import { PushButton } from '../shell/controls';
import type { Update } from '../shell/widget';
import { type Drawn, type LenetState, type Step, steppedBy } from './state';
import { steps as texts } from './texts';

const units: [string, () => string, Step][] = [
  ['←', texts.left, { by: [0, -1] }],
  ['↑', texts.above, { by: [-1, 0] }],
  ['↓', texts.below, { by: [1, 0] }],
  ['→', texts.right, { by: [0, 1] }],
];

const maps: [string, () => string, Step][] = [
  ['−', texts.before, { map: -1 }],
  ['+', texts.next, { map: 1 }],
];

/** On a phone a unit is smaller than a finger, and there are no arrow keys: these go on from the one that was hit. */
export function UnitSteps({ layer, update }: { layer: Drawn; update: Update<LenetState> }) {
  const [rows, columns, count] = layer.shape;
  const hasMaps = count > 1 && rows * columns > 1;
  return (
    <fieldset class="plain steps" aria-label={texts.name()}>
      {[...units, ...maps].map(([sign, label, step]) => (
        <PushButton
          key={sign}
          label={label()}
          disabled={'map' in step && !hasMaps} // it keeps its place, so that the maps below keep theirs
          onPress={() => update((now) => steppedBy(now, layer, step))}
        >
          {'map' in step ? `${texts.map()} ${sign}` : sign}
        </PushButton>
      ))}
    </fieldset>
  );
}
