import { randomUUID } from 'node:crypto';
import type { PageTexts } from '../../languages/page-texts';
import { say } from '../../languages/texts';
import { stillPicture } from './still';
import type { Widget } from './widget';

/**
 * A widget as HTML that needs nothing else: a picture of its first state, and a script that puts the live instrument in its place. Where script does
 * not run (a notebook that is not trusted, a mail), the picture stays.
 *
 * @param script the bundle of the widget's page: it leaves a function `start(id, given, memory, texts)` in `convolabWidget`
 * @param memory widgets with the same one share what the reader has set, one after the other, as when a cell is run again
 * @param texts in the reader's language
 */
export function embed<Given, State>(
  widget: Widget<Given, State>,
  given: Given,
  { script, memory, texts }: { script: string; memory: string; texts: PageTexts },
): { markup: string; text: string } {
  const id = randomUUID();
  const { markup: picture, alt } = stillPicture(widget, given);
  const call = `convolabWidget.start(${literal(id)},${literal(given)},${literal(memory)},${literal(texts)})`;
  // A function of its own: bundles on one page do not see each other's names.
  const code = `(function(){${script.replace(/<\/(script)/gi, '<\\/$1')}\n${call}})()`;
  return {
    // JupyterLab takes keys as commands for cells unless an element around the focus asks it not to.
    markup: `<div data-convolab-widget="${id}" data-lm-suppress-shortcuts="true">${picture}</div><script>${code}</script>`,
    text: `${alt} ${say('(To play with it, open the notebook in JupyterLab.)')}`,
  };
}

/** What `embed` made a piece of HTML of: the other way round. Undefined for other HTML. */
export function embedded(markup: string): { given: unknown; memory: string } | undefined {
  const [, literals] = /\nconvolabWidget\.start\((.*)\)\}\)\(\)<\/script>\s*$/.exec(markup) ?? [];
  if (literals === undefined || !markup.includes('data-convolab-widget')) return undefined;
  const [, given, memory] = JSON.parse(`[${literals}]`) as [string, unknown, string];
  return { given, memory };
}

/** As a JavaScript literal inside of a script element: nothing in it ends the element, or the line. */
function literal(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}
