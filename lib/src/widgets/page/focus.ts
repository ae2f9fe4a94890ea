const controls = 'button, input, select, [tabindex]';

/**
 * Keeps the focus in a widget when what has it is taken away, such as a button that removes its own layer: it goes to what stands in that place now.
 * The page would lose it, and who uses keys would begin anew.
 */
export function keepFocus(root: ShadowRoot): void {
  let last: { element: Element; place: number } | undefined;
  const all = () => [...root.querySelectorAll<HTMLElement>(controls)];
  root.addEventListener('focusin', ({ target }) => {
    const element = target as HTMLElement;
    last = { element, place: all().indexOf(element) };
  });
  new MutationObserver(() => {
    if (!last || root.contains(last.element) || document.activeElement !== document.body) return;
    const left = all();
    left[Math.min(last.place, left.length - 1)]?.focus();
  }).observe(root, { childList: true, subtree: true });
}
