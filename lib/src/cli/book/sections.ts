/** The sections of a chapter: places to link to, for the table of contents, and to search. */
import {
  append,
  attribute,
  type Element,
  elements,
  hasClass,
  nodesOf,
  type Parent,
  plainText,
  removeAttribute,
  replace,
  setAttribute,
} from './dom';
import { isProse, withoutFormulas } from './formulas';

export interface Section {
  /** the place in the page; the same in all languages, since it comes from the id of the cell */
  id: string;
  /** 1 is the chapter itself */
  level: number;
  title: string;
  /** prose, without code and formulas */
  text: string;
  code: string;
}

/**
 * Gives every cell its id as a place in the page, and every heading one, with a link to itself.
 * @param says what the link is called for those who do not see it
 * @returns the sections, and the new place for each that nbconvert had given
 */
export function takeSections(parent: Parent, says: string): { sections: Section[]; moved: Map<string, string> } {
  const sections: Section[] = [];
  const moved = new Map<string, string>();
  for (const cell of elements(parent, (element) => !hasClass(element, 'jp-Cell'))) {
    if (!hasClass(cell, 'jp-Cell')) continue;
    const id = (attribute(cell, 'id') ?? '').replace(/^cell-id=/, '');
    if (id === '') removeAttribute(cell, 'id');
    else setAttribute(cell, 'id', id);
    if (hasClass(cell, 'jp-CodeCell')) takeCode(cell, sections.at(-1));
    else takeProse(cell, id, { sections, moved, says });
  }
  return { sections, moved };
}

interface Found {
  sections: Section[];
  moved: Map<string, string>;
  says: string;
}

function takeProse(cell: Element, cellId: string, { sections, moved, says }: Found): void {
  let before = 0;
  for (const block of blocksOf(cell)) {
    const level = Number(/^h([1-6])$/.exec(block.tagName)?.[1] ?? 0);
    if (level === 0) {
      const section = sections.at(-1);
      if (section) section.text += `${proseOf(block)} `;
      continue;
    }
    const id = before === 0 ? cellId : `${cellId}-${before + 1}`;
    before++;
    const old = attribute(block, 'id');
    if (old !== undefined) moved.set(old, id);
    // The place of the first heading is its cell.
    if (id === cellId) removeAttribute(block, 'id');
    else setAttribute(block, 'id', id);
    const title = linkToItself(block, id, says);
    sections.push({ id, level, title, text: '', code: '' });
  }
}

/** What a Markdown cell consists of: paragraphs, lists, headings. */
function blocksOf(cell: Element): Element[] {
  const content = [...elements(cell)].find((element) => hasClass(element, 'jp-RenderedMarkdown')) ?? cell;
  return content.childNodes.filter((node): node is Element => 'tagName' in node);
}

function linkToItself(heading: Element, id: string, says: string): string {
  for (const link of elements(heading)) if (hasClass(link, 'anchor-link')) replace(link, []);
  const title = plainText(heading);
  const [link] = nodesOf(`<a class="to-itself" href="#${id}"><span aria-hidden="true">#</span></a>`);
  setAttribute(link as Element, 'aria-label', `${says} ${title}`);
  append(heading, [link]);
  return title;
}

function takeCode(cell: Element, section: Section | undefined): void {
  const code = [...elements(cell)].find((element) => hasClass(element, 'highlight'));
  // What a chapter imports is found where it is used.
  if (section && code) section.code += `${plainText(code).replace(/\bimport \{[^}]*\} from/g, ' ')} `;
}

/** Words in code stay, such as `conv2d`; blocks of code do not. */
const proseOf = (block: Element): string =>
  withoutFormulas(plainText(block, (element) => element.tagName === 'code' || isProse(element)));
