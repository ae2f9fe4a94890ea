import type { View } from '../shell/widget';

/**
 * What has just happened. Each sentence is a live region of its own: a screen reader reads out those that change, and is spared those that stay.
 * All are there from the first moment on, since a region that comes later with its text is often not read.
 */
export function Status({ status, also = '', heard = [] }: Pick<View, 'status' | 'also' | 'heard'>) {
  return (
    <div class="status">
      <span role="status">{status}</span> <Told text={also} />
      {heard.map((text, i) => (
        <Told key={String(i)} text={text} unseen />
      ))}
    </div>
  );
}

function Told({ text, unseen = false }: { text: string; unseen?: boolean }) {
  return (
    <span class={unseen ? 'unseen' : undefined} aria-live="polite" aria-atomic="true">
      {text}
    </span>
  );
}
