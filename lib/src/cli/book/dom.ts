/** The few things that the book does to HTML, on parse5's tree. */
import { type DefaultTreeAdapterTypes, parse, parseFragment, serialize } from 'parse5';

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Parent = DefaultTreeAdapterTypes.ParentNode;
export type Element = DefaultTreeAdapterTypes.Element;
export type Text = DefaultTreeAdapterTypes.TextNode;

/** A whole page, as a browser would read it. */
export const readPage = (html: string): DefaultTreeAdapterTypes.Document => parse(html);

/** Nodes of a piece of HTML. */
export function nodesOf(html: string): Node[] {
  const { childNodes } = parseFragment(html);
  for (const node of childNodes) node.parentNode = null;
  return childNodes;
}

/** HTML of what is inside. */
export const inner = (parent: Parent): string => serialize(parent);

export const isElement = (node: Node | Parent): node is Element => 'tagName' in node;
export const isText = (node: Node): node is Text => node.nodeName === '#text';

/** All elements below, in the order of the page. What `inside` refuses is given, but not what is below it. */
export function* elements(parent: Parent, inside: (element: Element) => boolean = () => true): Generator<Element> {
  for (const child of [...parent.childNodes]) {
    if (!isElement(child)) continue;
    yield child;
    if (inside(child)) yield* elements(child, inside);
  }
}

/** All texts below, in the order of the page, but for those in elements that `inside` refuses. */
export function* texts(parent: Parent, inside: (element: Element) => boolean = () => true): Generator<Text> {
  for (const child of [...parent.childNodes]) {
    if (isText(child)) yield child;
    else if (isElement(child) && inside(child)) yield* texts(child, inside);
  }
}

export function find(parent: Parent, isIt: (element: Element) => boolean): Element | undefined {
  for (const element of elements(parent)) if (isIt(element)) return element;
  return undefined;
}

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

export function setAttribute(element: Element, name: string, value: string): void {
  removeAttribute(element, name);
  element.attrs.push({ name, value });
}

export function removeAttribute(element: Element, name: string): void {
  element.attrs = element.attrs.filter((one) => one.name !== name);
}

export const hasClass = (element: Element, name: string): boolean =>
  (attribute(element, 'class') ?? '').split(/\s+/).includes(name);

/** The text below, with one space for each run of white space. */
export function plainText(parent: Parent, inside?: (element: Element) => boolean): string {
  return [...texts(parent, inside)]
    .map(({ value }) => value)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Puts nodes in the place of one; none take it away. */
export function replace(node: Node, nodes: Node[]): void {
  const parent = node.parentNode;
  if (!parent) return;
  parent.childNodes.splice(parent.childNodes.indexOf(node), 1, ...adopted(nodes, parent));
}

export function append(parent: Parent, nodes: Node[]): void {
  parent.childNodes.push(...adopted(nodes, parent));
}

function adopted(nodes: Node[], parent: Parent): Node[] {
  for (const node of nodes) node.parentNode = parent;
  return nodes;
}
