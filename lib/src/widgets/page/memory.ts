/**
 * What readers have set, kept while a cell is run again: the output is made anew, and finds here what the one before it had. Two of a kind that are on the page at
 * the same time have a place each.
 */
interface Slot {
  host: WeakRef<Element>;
  state: unknown;
}

type Page = Window & { convolabSlots?: Map<string, Slot[]> };

/** The place of a widget that has just come to the page: one that a widget left which is gone, or a new one. */
export function slotFor(memory: string, host: Element): Slot {
  const page = window as Page;
  page.convolabSlots ??= new Map();
  const slots = page.convolabSlots.get(memory) ?? [];
  page.convolabSlots.set(memory, slots);
  const left = slots.find((slot) => !slot.host.deref()?.isConnected);
  if (left) {
    left.host = new WeakRef(host);
    return left;
  }
  const slot = { host: new WeakRef(host), state: undefined };
  slots.push(slot);
  return slot;
}
