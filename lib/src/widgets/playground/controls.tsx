import type { ComponentChildren } from 'preact';
import { say } from '../../languages/texts';
import { activations, initializers, optimizers, pointSets } from '../../maths';
import { Choice, PushButton, Slider } from '../shell/controls';
import type { Update } from '../shell/widget';
import {
  featureNames,
  features,
  most,
  type PlaygroundLoss,
  playgroundLosses,
  rates,
  type Settings,
  strengths,
} from './settings';
import { changed, epochPassed, type PlaygroundState, paces, restarted, stepped } from './state';
import { words } from './words';

type Change = (change: Partial<Settings>) => void;

/** What moves the training on. */
export function Buttons({ state, update }: { state: PlaygroundState; update: Update<PlaygroundState> }) {
  const { playing, pace } = state;
  return (
    <>
      <PushButton onPress={() => update((now) => ({ ...now, playing: !now.playing, due: 0 }))}>
        {playing ? say(words.pause) : say(words.play)}
      </PushButton>
      <PushButton onPress={() => update(stepped)}>{say(words.step)}</PushButton>
      <PushButton onPress={() => update(epochPassed)}>{say(words.epoch)}</PushButton>
      <PushButton onPress={() => update(restarted)}>{say(words.reset)}</PushButton>
      <Numbers
        label={say(words.pace)}
        value={pace}
        from={paces}
        onChange={(pace) => update((now) => ({ ...now, pace }))}
      />
    </>
  );
}

/** Data, network and training; they stand below the pictures, so that these are seen first. */
export function Choices({ state, update }: { state: PlaygroundState; update: Update<PlaygroundState> }) {
  const { settings, showTest } = state;
  const set: Change = (change) => update((now) => changed(now, change));
  return (
    <div class="controls">
      <DataControls settings={settings} set={set}>
        <Check
          label={say(words.showTest)}
          on={showTest}
          onChange={(showTest) => update((now) => ({ ...now, showTest }))}
        />
      </DataControls>
      <NetworkControls settings={settings} set={set} />
      <TrainingControls settings={settings} set={set} />
    </div>
  );
}

function DataControls(given: { settings: Settings; set: Change; children: ComponentChildren }) {
  const { settings, set, children } = given;
  const { noise, trainingShare, batchSize, seed } = settings;
  return (
    <Group name={say(words.groups.data)}>
      <Choice
        label={say(words.data)}
        value={settings.data}
        options={namesOf(pointSets)}
        onChange={(data) => set({ data })}
      />
      <Slider
        {...{ label: say(words.noise), min: 0, max: 1, step: 0.05, value: noise, text: noise.toFixed(2) }}
        onChange={(noise) => set({ noise })}
      />
      <Slider
        {...{ label: say(words.trainingShare), min: 0.1, max: 0.9, step: 0.1, value: trainingShare }}
        text={words.percent(trainingShare)}
        onChange={(share) => set({ trainingShare: Math.round(10 * share) / 10 })}
      />
      <Slider
        {...{ label: say(words.batchSize), min: 1, max: most.batchSize, value: batchSize }}
        onChange={(batchSize) => set({ batchSize })}
      />
      <Slider {...{ label: say(words.seed), min: 1, max: most.seed, value: seed }} onChange={(seed) => set({ seed })} />
      {children}
    </Group>
  );
}

function NetworkControls({ settings, set }: { settings: Settings; set: Change }) {
  const { hidden, activation, initializer } = settings;
  const chosen = (name: keyof typeof features, on: boolean) =>
    featureNames.filter((one) => (one === name ? on : settings.features.includes(one)));
  return (
    <Group name={say(words.groups.network)}>
      <fieldset class="control plain checks" aria-label={say(words.features)}>
        <span aria-hidden="true">{say(words.features)}</span>
        {featureNames.map((name) => (
          <Check
            key={name}
            label={features[name].name}
            on={settings.features.includes(name)}
            // the last one stays: a network without an input has nothing to learn
            fixed={settings.features.length === 1 && settings.features[0] === name}
            onChange={(on) => set({ features: chosen(name, on) })}
          />
        ))}
      </fieldset>
      <Slider
        {...{ label: say(words.hidden), min: 0, max: most.layers, value: hidden.length }}
        onChange={(count) => set({ hidden: Array.from({ length: count }, (_, i) => hidden[i] ?? 4) })}
      />
      {hidden.map((units, layer) => (
        <Slider
          key={layer}
          {...{ label: words.unitsIn(layer), min: 1, max: most.units, value: units }}
          onChange={(count) => set({ hidden: hidden.map((old, i) => (i === layer ? count : old)) })}
        />
      ))}
      <Choice
        {...{ label: say(words.activation), value: activation, options: namesOf(activations) }}
        onChange={(activation) => set({ activation })}
      />
      <Choice
        {...{ label: say(words.initializer), value: initializer, options: namesOf(initializers) }}
        onChange={(initializer) => set({ initializer })}
      />
      <Check
        label={say(words.batchNormalization)}
        on={settings.batchNormalization}
        onChange={(batchNormalization) => set({ batchNormalization })}
      />
    </Group>
  );
}

function TrainingControls({ settings, set }: { settings: Settings; set: Change }) {
  const { optimizer, learningRate, loss, penalty, strength, dropout } = settings;
  return (
    <Group name={say(words.groups.training)}>
      <Choice
        {...{ label: say(words.optimizer), value: optimizer, options: namesOf(optimizers) }}
        onChange={(optimizer) => set({ optimizer })}
      />
      <Numbers
        label={say(words.learningRate)}
        value={learningRate}
        from={rates}
        onChange={(learningRate) => set({ learningRate })}
      />
      <Choice
        {...{ label: say(words.loss), value: loss, options: namesOf(playgroundLosses) }}
        onChange={(loss: PlaygroundLoss) => set({ loss })}
      />
      <Choice
        label={say(words.penalty)}
        value={penalty}
        options={(Object.entries(words.penalties) as [Settings['penalty'], string][]).map(([key, name]) => [
          key,
          say(name),
        ])}
        onChange={(penalty) => set({ penalty })}
      />
      {penalty !== 'none' && (
        <Numbers label={words.strength} value={strength} from={strengths} onChange={(strength) => set({ strength })} />
      )}
      <Slider
        {...{ label: say(words.dropout), min: 0, max: 0.8, step: 0.1, value: dropout, text: words.percent(dropout) }}
        onChange={(rate) => set({ dropout: Math.round(10 * rate) / 10 })}
      />
    </Group>
  );
}

function Group({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <fieldset class="group">
      <legend>{name}</legend>
      {children}
    </fieldset>
  );
}

function Check(given: { label: string; on: boolean; fixed?: boolean; onChange(on: boolean): void }) {
  const { label, on, fixed, onChange } = given;
  return (
    <label class="control">
      <input
        type="checkbox"
        checked={on}
        disabled={fixed}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

/** One of some numbers; also one that the notebook gave and that is not among them. */
function Numbers(given: { label: string; value: number; from: readonly number[]; onChange(value: number): void }) {
  const { label, value, from, onChange } = given;
  const all = [...new Set([...from, value])].sort((a, b) => a - b);
  return (
    <Choice
      label={label}
      value={String(value)}
      options={all.map((one) => [String(one), String(one)] as const)}
      onChange={(text) => onChange(Number(text))}
    />
  );
}

const namesOf = <Name extends string>(registry: Record<Name, { name: string }>): [Name, string][] =>
  (Object.entries(registry) as [Name, { name: string }][]).map(([key, { name }]) => [key, say(name)]);
