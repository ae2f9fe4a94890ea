/** Text from students and teachers as HTML: it is seen as it was written, and none of it is taken for markup. */
import type { HLJSApi } from 'highlight.js';
import { escapeHtml } from '../../exercises/report-html';
import { shown } from '../reading/shown';

/** Characters of one text on a page. */
const longest = 20_000;
/** Lines beyond this length are no program: the highlighter would take seconds for them. */
const longestLine = 1_000;

/** The text, escaped; what is invisible or turns a line around is written as \u{…}. */
export function plain(text: string, limit = longest): string {
  return escapeHtml(shown(text, limit));
}

/** The same, with `…` as code: for sentences. */
export function sentence(text: string): string {
  return plain(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

/** TypeScript with its keywords, texts and comments coloured; text that is no readable program stays plain. */
export function highlighted(source: string): string {
  const text = shown(source, longest);
  if (text.split('\n').some((line) => line.length > longestLine)) return escapeHtml(text);
  const markup = highlighter().highlight(text, { language: 'typescript', ignoreIllegals: true }).value;
  // whatever a later version of the highlighter does: nothing but its own marks gets into a page
  const rest = markup.replace(/<span class="[\w -]+">|<\/span>/g, '');
  return /[<>"']/.test(rest) ? escapeHtml(text) : markup;
}

let loaded: HLJSApi | undefined;

function highlighter(): HLJSApi {
  if (!loaded) {
    loaded = require('highlight.js/lib/core') as HLJSApi;
    loaded.registerLanguage('typescript', require('highlight.js/lib/languages/typescript'));
  }
  return loaded;
}
