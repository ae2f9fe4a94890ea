/** What a page must not hold, whatever was handed in; found in the document as a browser would build it. */
import assert from 'node:assert/strict';
import { contentPolicy } from '../../../lib/src/grading/pages/document';

/** What these tests use of a document. */
export interface PageElement {
  localName: string;
  textContent: string;
  attributes: Iterable<{ name: string; value: string }>;
  children: ArrayLike<PageElement>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement> & { length: number };
}

export interface PageDocument extends Omit<PageElement, 'attributes'> {
  head: PageElement;
  body: PageElement;
}

const { JSDOM } = require('jsdom') as { JSDOM: new (html: string) => { window: { document: PageDocument } } };

/** Every text of a value replaced by another; `keep` names the keys whose values are no free text. */
export function poisoned<T>(value: T, text: string, keep: readonly string[]): T {
  if (typeof value === 'string') return text as T;
  if (Array.isArray(value)) return value.map((entry) => poisoned(entry, text, keep)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, keep.includes(key) ? entry : poisoned(entry, text, keep)]),
  ) as T;
}

const allowedElements = new Set(
  'html head meta title style body main h1 h2 h3 h4 p a b div span section table tbody thead tr th td pre code br img ol ul li figure figcaption'.split(
    ' ',
  ),
);

/** A self-contained page without anything that runs or is fetched. @returns its document */
export function assertHarmless(html: string): PageDocument {
  const { document } = new JSDOM(html).window;
  const policies = [...document.querySelectorAll('meta[http-equiv]')];
  assert.equal(policies.length, 1);
  assert.equal(policies[0].getAttribute('content'), contentPolicy);
  assert.ok(document.head.children[1] === policies[0], 'stands on top');
  assert.equal(document.querySelectorAll('style').length, 1);
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    assert.ok(allowedElements.has(name), `the page has a <${name}>`);
    for (const { name: attribute, value } of element.attributes) {
      assert.doesNotMatch(
        attribute,
        /^on|^(srcset|srcdoc|action|formaction|ping|background|poster)$/,
        `${name} ${attribute}`,
      );
      if (attribute === 'href') assert.match(value, /^#[\w.-]*$/);
      if (attribute === 'src') assert.match(value, /^data:image\/(png;base64|svg\+xml[;,])/);
      if (attribute === 'style') assert.doesNotMatch(value, /url\(|expression|@import|\\/i);
    }
  }
  assert.doesNotMatch(html, /(?![\t\n])[\p{Cc}\p{Cf}]/u);
  return document;
}
