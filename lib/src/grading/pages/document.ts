/** A web page that is one file: it runs no script and asks no network for anything, whatever stands in it. */

import { language, say } from '../../languages/say';
import { pageStyle } from './style';
import { plain } from './submitted-text';

export interface PageContent {
  title: string;
  /** HTML, in which all text from elsewhere is escaped */
  body: string;
}

/** Forbids scripts, frames, forms and every address; pictures are data inside of the page. */
export const contentPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The page as text, with its style; it is readable in light and dark, on a phone and on paper. */
export function htmlDocument({ title, body }: PageContent): string {
  return `<!DOCTYPE html>
<html lang="${language()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${plain(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** A bar of what is reached, with its meaning for screen readers. */
export function pointsBar(reached: number, of: number): string {
  const share = of > 0 ? Math.max(0, Math.min(100, Math.round((100 * reached) / of))) : 0;
  return `<div class="bar" role="img" aria-label="${say('{share} percent', { share })}"><div style="width:${share}%"></div></div>`;
}
