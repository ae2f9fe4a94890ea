import { say } from '../../languages/texts';
import { Choice, PushButton, Slider } from '../shell/controls';
import type { Update, View, Widget } from '../shell/widget';
import { imagePanels } from './image-panels';
import { inWords } from './numbers';
import { type AttentionGiven, type AttentionState, effectiveCount, initialState, looked, weightsAt } from './state';
import { texts } from './texts';
import { Vectors } from './vectors';
import { wordPanels } from './word-panels';

/** Words or places of an image, and how much each of them looks at the others. */
export const attention: Widget<AttentionGiven, AttentionState> = {
  name: 'attention',
  title: ({ title = texts.title }) => say(title),
  initial: initialState,
  view,
};

function view(state: AttentionState, update: Update<AttentionState>, given: AttentionGiven): View {
  const { from, to, image } = given;
  const weights = weightsAt(state, given, state.at);
  return {
    panels: image
      ? imagePanels(state, update, { ...given, image }, weights)
      : wordPanels(state, update, given, weights),
    controls: controls(state, update, given),
    details: <Vectors state={state} update={update} given={given} weights={weights} />,
    status: texts.status(from[state.at], inWords(weights, to, 3), effectiveCount(weights).toFixed(2), to.length),
  };
}

function controls(state: AttentionState, update: Update<AttentionState>, given: AttentionGiven) {
  const { from, heads, vectors } = given;
  return (
    <>
      <Choice
        label={say(texts.query)}
        value={String(state.at)}
        options={from.map((name, i) => [String(i), name] as const)}
        onChange={(index) => update((now) => looked(now, Number(index), given))}
      />
      {heads.length > 1 && (
        <Choice
          label={say(texts.head)}
          value={String(state.head)}
          options={heads.map(({ name }, i) => [String(i), name] as const)}
          onChange={(index) => update((now) => ({ ...now, head: Number(index) }))}
        />
      )}
      {vectors && (
        <Slider
          label={say(texts.temperature)}
          min={-1}
          max={1}
          step={0.05}
          value={Math.log10(state.temperature)}
          text={state.temperature.toPrecision(2)}
          onChange={(power) => update((now) => ({ ...now, temperature: 10 ** power }))}
        />
      )}
      {vectors && (
        <PushButton onPress={() => update((now) => ({ ...initialState(given), at: now.at }))}>
          {say(texts.reset)}
        </PushButton>
      )}
    </>
  );
}
