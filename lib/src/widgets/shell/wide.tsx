import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../languages/texts';

/**
 * A picture or a table that may be wider than a narrow page, and is scrolled sideways there. While it is, Tab reaches it and arrow keys scroll it; it says
 * so by its name.
 * @param name of what is in it
 * @param lookAt what should be seen, in shares of the whole width; where it is not, the page scrolls to it
 */
export function Wide(given: { name: string; lookAt?: readonly number[]; children: ComponentChildren }) {
  const { name, lookAt = [], children } = given;
  const frame = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => {
    const { current } = frame;
    if (!current) return;
    const observer = new ResizeObserver(() => setScrolls(current.scrollWidth > current.clientWidth));
    for (const element of [current, ...Array.from(current.children)]) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const [from, to] = lookAt;
  useLayoutEffect(() => {
    const { current } = frame;
    if (!current || from === undefined) return;
    const { scrollLeft, scrollWidth, clientWidth } = current;
    if (from * scrollWidth >= scrollLeft && to * scrollWidth <= scrollLeft + clientWidth) return;
    current.scrollTo({ left: ((from + to) / 2) * scrollWidth - clientWidth / 2, behavior: 'smooth' });
  }, [from, to]);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: it has the label only with its role
    <div
      class="wide"
      ref={frame}
      tabIndex={scrolls ? 0 : undefined}
      role={scrolls ? 'group' : undefined}
      aria-label={scrolls ? say('Scrolls sideways: {name}', { name }) : undefined}
    >
      {children}
    </div>
  );
}
