import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageTexts } from '../../languages/page-texts';
import { speakFrom } from '../../languages/texts';
import type { Widget } from '../shell/widget';
import { keepFocus } from './focus';
import { keepKeys } from './keys';
import { slotFor } from './memory';
import { PanelPicture } from './panel-picture';
import { Status } from './status';
import { useStatusPlace } from './status-place';
import { style } from './style';

/**
 * What a bundle calls: puts the live widget in place of its picture, in a shadow root, so that neither the page's styles nor those of other widgets
 * meet it. An output that the page shows twice is live in both places.
 */
export function starter<Given, State>(widget: Widget<Given, State>) {
  return (id: string, given: Given, memory: string, { language, messages }: PageTexts): void => {
    speakFrom({
      language: () => language,
      find: (text) => (Object.hasOwn(messages, text) ? messages[text] : undefined),
    });
    for (const host of document.querySelectorAll(`[data-convolab-widget="${id}"]`)) {
      if (host.shadowRoot) continue;
      const slot = slotFor(memory, host);
      keepKeys(host);
      const root = host.attachShadow({ mode: 'open' });
      keepFocus(root);
      const sheet = document.createElement('style');
      sheet.textContent = style;
      const place = document.createElement('div');
      place.lang = language;
      root.append(sheet, place);
      const keep = (state: State) => {
        slot.state = state;
      };
      const first = (slot.state as State | undefined) ?? widget.initial(given);
      const there = () => (host.isConnected ? 'shown' : slot.host.deref() === host ? 'hidden' : 'gone');
      render(<Live widget={widget} given={given} first={first} keep={keep} there={there} />, place);
    }
  };
}

function Live<Given, State>(props: {
  widget: Widget<Given, State>;
  given: Given;
  first: State;
  keep(state: State): void;
  there(): Presence;
}) {
  const { widget, given, first, keep, there } = props;
  const [state, setState] = useState(first);
  useEffect(() => keep(state), [state]);
  useEffect(
    () =>
      widget.advance
        ? everyFrame(there, (seconds) => setState((state) => widget.advance?.(state, seconds, given) ?? state))
        : undefined,
    [],
  );
  const { panels, controls, details, status, also, heard } = widget.view(state, setState, given);
  const { frame, ...hands } = useStatusPlace();
  return (
    <section class="widget" aria-label={widget.title(given)}>
      <h3>{widget.title(given)}</h3>
      {controls && <div class="controls">{controls}</div>}
      <div class="panels" ref={frame} {...hands}>
        {panels.map((panel) => (
          <PanelPicture key={panel.id} panel={panel} />
        ))}
        <Status status={status} also={also} heard={heard} />
        {details && <div class="details">{details}</div>}
      </div>
    </section>
  );
}

/** A page may take an output away and put it back, as JupyterLab does while it is scrolled; run again, a cell gets a new one. */
type Presence = 'shown' | 'hidden' | 'gone';

const hiddenMilliseconds = 500;

/** Calls `step` as often as the page is drawn, until the widget is gone. @returns what stops it */
function everyFrame(there: () => Presence, step: (seconds: number) => void): () => void {
  let stopped = false;
  let last = performance.now();
  const frame = (now: number) => {
    const presence = there();
    if (stopped || presence === 'gone') return;
    if (presence === 'hidden') {
      setTimeout(() => requestAnimationFrame(frame), hiddenMilliseconds);
      return;
    }
    step(Math.min(0.1, (now - last) / 1000)); // a page in the background gets no frames
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return () => {
    stopped = true;
  };
}
