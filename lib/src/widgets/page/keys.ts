/**
 * Keeps the keys of a widget from the page around it. VS Code, as classic notebooks, takes what bubbles up from an output as commands for cells: Home goes
 * to the first one, an arrow to the next. What belongs to the page still reaches it: Tab and Escape, F1 to F12, and whatever is pressed with Ctrl, Alt or ⌘.
 */
export function keepKeys(host: EventTarget): void {
  host.addEventListener('keydown', (event) => {
    if (!isOfThePage(event as KeyboardEvent)) event.stopPropagation();
  });
}

const isOfThePage = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean =>
  ctrlKey || altKey || metaKey || /^(Tab|Escape|F\d+)$/.test(key);
