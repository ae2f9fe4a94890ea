import { say } from '../../languages/texts';
import { Choice, PushButton, Slider } from '../shell/controls';
import type { Update } from '../shell/widget';
import { type Settings, unchanged } from './changes';
import { type AugmentationGiven, type AugmentationState, changed, limits, reach } from './state';
import { texts } from './texts';
import { number, signed } from './words';

export function controls(state: AugmentationState, update: Update<AugmentationState>, given: AugmentationGiven) {
  const { settings } = state;
  const most = reach(given);
  const set = (change: Partial<Settings>) => update((now) => changed(now, change, given));
  const slider = (
    key: Exclude<keyof Settings, 'flip'>,
    [min, max]: readonly [number, number],
    step: number,
    text: (value: number) => string,
  ) => (
    <Slider
      label={say(texts[key])}
      {...{ min, max, step }}
      value={settings[key]}
      text={text(settings[key])}
      onChange={(value) => set({ [key]: value })}
    />
  );
  const percent = (value: number) => texts.percent(number(100 * value, 0));
  const pixels = (value: number) => texts.pixels(number(value, 0));
  return (
    <>
      {given.examples.length > 1 && (
        <Choice
          label={say(texts.image)}
          value={String(state.chosen)}
          options={given.examples.map(({ label }, i) => [String(i), texts.example(i + 1, label)] as const)}
          onChange={(index) => update((now) => ({ ...now, chosen: Number(index) }))}
        />
      )}
      <PushButton pressed={settings.flip} onPress={() => set({ flip: !settings.flip })}>
        {say(texts.flip)}
      </PushButton>
      <PushButton onPress={() => set(unchanged)}>{say(texts.nothing)}</PushButton>
      <PushButton onPress={() => update((now) => ({ ...now, seed: now.seed + 1 }))}>{say(texts.otherDraws)}</PushButton>
      {slider('right', [-most.right, most.right], 1, pixels)}
      {slider('down', [-most.down, most.down], 1, pixels)}
      {slider('rotation', [-limits.rotation, limits.rotation], 1, (value) => texts.degrees(number(value, 0)))}
      {slider('zoom', limits.zoom, 0.05, percent)}
      {slider('brightness', [-limits.brightness, limits.brightness], 0.05, signed)}
      {slider('contrast', limits.contrast, 0.05, percent)}
      {slider('noise', [0, limits.noise], 0.02, (value) => number(value, 2))}
      {slider('cutout', [0, most.cutout], 1, pixels)}
      {given.examples.length > 1 && slider('mixup', [0, limits.mixup], 0.05, percent)}
    </>
  );
}
