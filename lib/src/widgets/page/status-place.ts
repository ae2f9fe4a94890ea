import { useLayoutEffect, useRef } from 'preact/hooks';

/** A finger or a pen that goes farther, in pixels of the page, has dragged: no click follows. */
const tap = 15;

/**
 * Keeps the status near the hand: it stands below the row of pictures that was touched last, or that has used a key, or below the details; at first below the
 * first row. How many pictures a row has depends on the page. What was touched stays where it is on the screen: the page scrolls by what the status takes
 * or leaves above it. Where nothing scrolls, as in the frame of VS Code's outputs, it does move: so the status waits for the click, of which the place on
 * the picture counts.
 * @returns for the frame of the pictures, the status and the details
 */
export function useStatusPlace() {
  const frame = useRef<HTMLDivElement>(null);
  const touched = useRef<HTMLElement>();
  const down = useRef<PointerEvent>();
  const place = () => {
    const { current } = frame;
    if (!current) return;
    const all = [...current.children] as HTMLElement[];
    const status = all.find((part) => part.matches('.status'));
    const parts = all.filter((part) => part !== status);
    if (!status || parts.length === 0) return;
    const near = touched.current && parts.includes(touched.current) ? touched.current : parts[0];
    const before = near.getBoundingClientRect().top;
    setOrder([...parts, status], ''); // rows as they are without a status between pictures
    const below = parts.filter((part) => part.offsetTop > near.offsetTop);
    setOrder([status], '1');
    setOrder(below, '2');
    const moved = near.getBoundingClientRect().top - before;
    if (touched.current && moved !== 0) scrollerOf(current).scrollBy({ top: moved, behavior: 'instant' });
  };
  useLayoutEffect(() => {
    const { current } = frame;
    if (!current) return;
    let width = 0;
    const observer = new ResizeObserver(() => {
      if (current.clientWidth === width) return;
      width = current.clientWidth;
      place();
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  const touch = (event: Event) => {
    if ((event as KeyboardEvent).key === 'Tab') return;
    const part = (event.target as Element).closest<HTMLElement>('.panel, .details');
    if (!part || part === touched.current) return;
    touched.current = part;
    place();
  };
  const onPointerDown = (event: PointerEvent) => {
    down.current = event;
  };
  const onPointerUp = (event: PointerEvent) => {
    const { current } = down;
    if (!current || event.pointerType === 'mouse') return;
    if (Math.hypot(event.clientX - current.clientX, event.clientY - current.clientY) > tap) touch(event);
  };
  return { frame, onPointerDown, onPointerUp, onClick: touch, onKeyDownCapture: touch };
}

function setOrder(parts: HTMLElement[], order: string): void {
  for (const part of parts) part.style.order = order;
}

/** What scrolls when a reader scrolls over an element: the page, or a frame of JupyterLab. */
function scrollerOf(element: Element): Element {
  for (let at: Element | null = element; at; at = at.parentElement ?? hostOf(at)) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}

const hostOf = (element: Element): Element | null => (element.getRootNode() as Partial<ShadowRoot>).host ?? null;
