import { openOutput } from './notebook';

/**
 * Shows HTML below the cell. The page's own styles apply, so leave colours out and it works on light and dark pages.
 *
 * @param markup HTML; text from elsewhere must go through `escapeHtml`
 * @param text the same in plain text, for terminals and screen readers
 * @param facts the same as data, for a program that runs the notebook; pages do not draw it
 */
export function showHtml(markup: string, text: string, facts?: object): void {
  const data = facts === undefined ? {} : { 'application/vnd.convolab.result+json': facts };
  openOutput().send({ data: { 'text/html': markup, 'text/plain': text, ...data } });
}

/** The text as HTML shows it: nothing in it is taken as markup. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
