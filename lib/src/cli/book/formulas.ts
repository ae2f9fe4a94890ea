/** Formulas become HTML when the book is made: a page shows them at once, and without script. */
import { renderToString } from 'katex';
import { type Element, hasClass, nodesOf, type Parent, replace, texts } from './dom';

/** The same delimiters as in JupyterLab and in the pages of `convolab page`. */
const formula =
  /\$\$([\s\S]+?)\$\$|\$((?:\\[\s\S]|[^$\\])+)\$|\\\(([\s\S]+?)\\\)|\\\[([\s\S]+?)\\\]|(\\begin\{((?:equation|align|aligned|gather|alignat)\*?)\}[\s\S]+?\\end\{\6\})/g;

/** Text in code and in what programs print is left alone. */
export const isProse = ({ tagName }: Element): boolean => !/^(code|pre|script|style|textarea|svg|math)$/.test(tagName);

/** Replaces the LaTeX of all prose below. What is no LaTeX stays as it is, and is marked. */
export function renderFormulas(parent: Parent): void {
  for (const text of texts(parent, (element) => isProse(element) && !hasClass(element, 'katex'))) {
    const html = withFormulas(text.value);
    if (html !== undefined) replace(text, nodesOf(html));
  }
}

/** The text without its formulas, for what is searched. */
export const withoutFormulas = (text: string): string => text.replace(formula, ' ');

function withFormulas(text: string): string | undefined {
  let html = '';
  let end = 0;
  for (const found of text.matchAll(formula)) {
    const [whole, display, inline, parentheses, brackets, environment] = found;
    const tex = display ?? inline ?? parentheses ?? brackets ?? environment;
    const displayMode = inline === undefined && parentheses === undefined;
    html += escaped(text.slice(end, found.index));
    html += renderToString(tex, { displayMode, throwOnError: false, strict: 'ignore' });
    end = found.index + whole.length;
  }
  return end === 0 ? undefined : html + escaped(text.slice(end));
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
