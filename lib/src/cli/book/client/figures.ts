/** Pictures become interactive figures when they come near the screen. Without script, or if that fails, the picture stays. */
import { loadScript } from './setting';

interface Plot {
  data: unknown[];
  layout: Record<string, unknown>;
  frames?: unknown[];
  config?: object;
}

interface Plotly {
  newPlot(place: HTMLElement, plot: Plot): Promise<unknown>;
}

const plots = new Map<string, Plot>();

/** Called by the script of a figure. */
export function receiveFigure(name: string, plot: Plot): void {
  plots.set(name, plot);
}

export function liveFigures(plotly: string): void {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        drawn = drawn.then(() => draw(target as HTMLElement, plotly)).catch(() => undefined);
      }
    },
    { rootMargin: '600px' },
  );
  for (const figure of document.querySelectorAll('[data-figure]')) near.observe(figure);
}

/** One after the other, so that the page stays smooth. */
let drawn: Promise<unknown> = Promise.resolve();

async function draw(figure: HTMLElement, plotly: string): Promise<void> {
  const picture = figure.querySelector('img');
  const address = figure.dataset.figure ?? '';
  await Promise.all([loadScript(plotly), loadScript(address)]);
  const plot = plots.get(/([^/]+)\.js$/.exec(address)?.[1] ?? '');
  if (!plot || !picture) return;
  const box = document.createElement('div');
  box.className = 'live';
  const place = document.createElement('div');
  place.setAttribute('role', 'group');
  place.setAttribute('aria-label', picture.alt);
  box.append(place);
  // A finger scrolls the page; it would drag a frame over the figure otherwise.
  if (matchMedia('(pointer: coarse)').matches) plot.layout.dragmode = false;
  figure.append(box);
  try {
    await (window as unknown as { Plotly: Plotly }).Plotly.newPlot(place, plot);
  } catch {
    box.remove();
    return;
  }
  picture.hidden = true;
  new ResizeObserver(() => fit(figure, box, place, plot)).observe(figure);
}

/** Pixels below which a figure gets no narrower: it scrolls in its own box instead, and its text can be read. */
const narrowest = 576;

/** Makes a figure as small as its column; Plotly takes part in that where its place is transformed. */
function fit(figure: HTMLElement, box: HTMLElement, place: HTMLElement, { layout }: Plot): void {
  const [width, height] = [Number(layout.width), Number(layout.height)];
  const scale = Math.min(1, Math.max(figure.clientWidth, narrowest) / width);
  place.style.cssText = `width:${width}px;height:${height}px;transform-origin:0 0;transform:scale(${scale})`;
  box.style.cssText = `width:${width * scale}px;height:${height * scale}px`;
}
