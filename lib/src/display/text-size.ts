/** The width in pixels of a line of text in a CSS font. */
export type Measure = (text: string, font: string) => number;

/** What is read of an SVG element. */
export interface SvgNode {
  tagName: string;
  namespaceURI: string | null;
  textContent: string | null;
  parentNode: SvgNode | null;
  children: ArrayLike<SvgNode>;
  style?: { fontSize?: string; fontFamily?: string; fontWeight?: string; textAnchor?: string } | null;
  getAttribute?(name: string): string | null;
  querySelectorAll(selector: string): ArrayLike<SvgNode>;
}

/** A rectangle as both getBBox and getBoundingClientRect give it. */
export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
  top: number;
  left: number;
  right: number;
  bottom: number;
}

/** Plotly sets lines 1.3 sizes apart; letters rise about 0.93 of their size above the line they stand on. */
const lineHeight = 1.3;
const ascent = 0.93;
const descent = 0.24;

/**
 * The box of an SVG element in its own coordinates. Plotly asks for it to keep labels, titles and legends apart; jsdom
 * cannot answer, for it has no layout. Boxes of texts are measured, those of groups enclose their texts and rectangles;
 * lines and paths count as points.
 */
export function bounds(node: SvgNode, measure: Measure): Bounds {
  if (node.tagName === 'text') return moved(textBounds(node, measure), node);
  if (node.tagName === 'tspan') {
    const font = fontOf(node);
    return box(0, -ascent * font.size, lineWidth(node, font, measure), (ascent + descent) * font.size);
  }
  if (node.tagName === 'rect') {
    const number = (name: string) => Number.parseFloat(node.getAttribute?.(name) ?? '') || 0;
    return moved(box(number('x'), number('y'), number('width'), number('height')), node);
  }
  const parts = Array.from(node.children, (child) => bounds(child, measure)).filter(
    (part) => part.width || part.height,
  );
  if (!parts.length) return box(0, 0, 0, 0);
  return moved(enclosing(parts), node);
}

function textBounds(node: SvgNode, measure: Measure): Bounds {
  const font = fontOf(node);
  const lines = Array.from(node.querySelectorAll('tspan.line'));
  const widths = (lines.length ? lines : [node]).map((line) => lineWidth(line, font, measure));
  const width = Math.max(...widths);
  const height = (ascent + descent + (widths.length - 1) * lineHeight) * font.size;
  const anchor = node.style?.textAnchor || node.getAttribute?.('text-anchor') || 'start';
  const left = anchor === 'middle' ? -width / 2 : anchor === 'end' ? -width : 0;
  const at = (name: string) => Number.parseFloat(node.getAttribute?.(name) ?? '') || 0;
  return box(at('x') + left, at('y') - ascent * font.size, width, height);
}

interface Font {
  size: number;
  family: string;
  weight: string;
}

/** The font that holds for an element: its own, or the nearest one above it. */
function fontOf(node: SvgNode): Font {
  const own = (property: 'fontSize' | 'fontFamily' | 'fontWeight', attribute: string, fallback: string): string => {
    for (let at: SvgNode | null = node; at; at = at.parentNode) {
      const value = at.style?.[property] || at.getAttribute?.(attribute);
      if (value) return value;
    }
    return fallback;
  };
  return {
    size: Number.parseFloat(own('fontSize', 'font-size', '12')) || 12,
    family: own('fontFamily', 'font-family', 'sans-serif'),
    weight: own('fontWeight', 'font-weight', 'normal'),
  };
}

/** A machine without fonts measures nothing: then six tenths of the size a letter, which is rather too much. */
function lineWidth(node: SvgNode, font: Font, measure: Measure): number {
  const text = node.textContent ?? '';
  if (!text) return 0;
  return measure(text, `${font.weight} ${font.size}px ${font.family}`) || text.length * font.size * 0.6;
}

/** The box after the element's own `transform`, a chain of translate(x,y), rotate(degrees,x,y) and scale(k). */
function moved(bounds: Bounds, node: SvgNode): Bounds {
  const steps = [
    ...(node.getAttribute?.('transform') ?? '').matchAll(/(translate|rotate|scale)\(([^)]*)\)/g),
  ].reverse();
  let result = bounds;
  for (const [, kind, text] of steps) {
    const [a = 0, b = 0, c = 0] = text.split(/[\s,]+/).map((part) => Number.parseFloat(part) || 0);
    if (kind === 'translate') result = box(result.x + a, result.y + b, result.width, result.height);
    else if (kind === 'scale') result = box(result.x * a, result.y * a, result.width * a, result.height * a);
    else result = rotated(result, (a * Math.PI) / 180, b, c);
  }
  return result;
}

function rotated({ left, right, top, bottom }: Bounds, angle: number, x: number, y: number): Bounds {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corners = [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ].map(([u, v]) => box(x + (u - x) * cos - (v - y) * sin, y + (u - x) * sin + (v - y) * cos, 0, 0));
  return enclosing(corners);
}

function enclosing(parts: Bounds[]): Bounds {
  const left = Math.min(...parts.map((part) => part.left));
  const top = Math.min(...parts.map((part) => part.top));
  const right = Math.max(...parts.map((part) => part.right));
  const bottom = Math.max(...parts.map((part) => part.bottom));
  return box(left, top, right - left, bottom - top);
}

function box(x: number, y: number, width: number, height: number): Bounds {
  return { x, y, width, height, left: x, top: y, right: x + width, bottom: y + height };
}
