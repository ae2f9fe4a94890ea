import { readFileSync } from 'node:fs';
import { UserError } from '../project';
import { bounds, type Measure, type SvgNode } from './text-size';

/** The part of a browser window that drawing needs, with Plotly loaded. */
export interface PlotlyWindow {
  Math: { random: () => number };
  JSON: { parse(text: string): unknown };
  Plotly: { version: string; toImage(figure: unknown, options: Record<string, unknown>): Promise<string> };
}

/** What is patched in jsdom's window before Plotly runs in it; jsdom has no layout and no canvas of its own. */
interface BareWindow extends PlotlyWindow {
  eval(code: string): void;
  URL: { createObjectURL?: () => string };
  matchMedia?: () => unknown;
  Element: { prototype: { getBoundingClientRect(this: SvgNode): unknown } };
  SVGElement: { prototype: Record<string, (this: SvgNode) => unknown> };
  HTMLCanvasElement: { prototype: Record<string, (this: CanvasNode, kind?: string) => unknown> };
}

interface Canvas {
  width: number;
  height: number;
  getContext(kind: '2d'): { font: string; measureText(text: string): { width: number } };
  toDataURL(type?: string): string;
}

interface CanvasNode {
  width: number;
  height: number;
  drawing?: Canvas;
}

type JsdomModule = { JSDOM: new (html: string, options: Record<string, unknown>) => { window: BareWindow } };
type CanvasModule = { createCanvas(width: number, height: number): Canvas };

let loaded: Promise<PlotlyWindow> | undefined;

/** The one window with Plotly in it: made on the first call (about a second), kept until the process ends. */
export function browserWindow(): Promise<PlotlyWindow> {
  loaded ??= Promise.resolve().then(load);
  return loaded;
}

function load(): PlotlyWindow {
  const { JSDOM } = need<JsdomModule>('jsdom');
  const { createCanvas } = need<CanvasModule>('@napi-rs/canvas');
  const plotly = readFileSync(needPath('plotly.js-dist-min/plotly.min.js'), 'utf8');
  const { window } = new JSDOM('<!doctype html><body></body>', { runScripts: 'outside-only', pretendToBeVisual: true });

  // Plotly starts a worker for maps from a blob when it loads; without maps, an address that leads nowhere will do.
  window.URL.createObjectURL = () => '';
  window.matchMedia = () => ({ matches: false, addListener() {}, removeListener() {}, addEventListener() {} });

  const canvas = window.HTMLCanvasElement.prototype;
  canvas.getContext = function (kind) {
    this.drawing ??= createCanvas(this.width || 1, this.height || 1);
    if (this.drawing.width !== this.width) this.drawing.width = this.width;
    if (this.drawing.height !== this.height) this.drawing.height = this.height;
    return kind === '2d' ? this.drawing.getContext('2d') : null;
  };
  canvas.toDataURL = function (type) {
    return this.drawing?.toDataURL(type ?? 'image/png') ?? 'data:,';
  };

  const ruler = createCanvas(1, 1).getContext('2d');
  const measure: Measure = (text, font) => {
    ruler.font = font;
    return ruler.measureText(text).width;
  };
  const original = window.Element.prototype.getBoundingClientRect;
  window.Element.prototype.getBoundingClientRect = function () {
    const drawn = this.namespaceURI?.endsWith('/svg') && this.tagName !== 'svg';
    return drawn ? bounds(this, measure) : original.call(this);
  };
  window.SVGElement.prototype.getBBox = function () {
    return bounds(this, measure);
  };
  window.SVGElement.prototype.getComputedTextLength = function () {
    return bounds(this, measure).width;
  };

  window.eval(plotly);
  return window;
}

function need<T>(name: string): T {
  try {
    return require(name) as T;
  } catch (error) {
    throw unavailable(name, error);
  }
}

function needPath(name: string): string {
  try {
    return require.resolve(name);
  } catch (error) {
    throw unavailable(name, error);
  }
}

function unavailable(name: string, error: unknown): UserError {
  const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0];
  return new UserError(`Pictures need ${name}, which did not load: run "npm start -- --setup-only". (${reason})`);
}
