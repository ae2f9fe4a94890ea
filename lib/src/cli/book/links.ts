/** Links of notebooks, which lead to notebooks, lead to pages of the book. */
import { posix } from 'node:path';
import { attribute, elements, type Parent, replace, setAttribute } from './dom';

export interface LinkPlan {
  /** folder of the notebook in the course: 'notebooks/fr' */
  folder: string;
  /** the page for a file of the course such as 'exercises/02-fundamentals.ipynb', as this page sees it */
  pageOf(path: string): string | undefined;
  /** new names of places in this page */
  moved: ReadonlyMap<string, string>;
}

/** Leads all links of a page to where their target is in the book. What is not in the book is no link any more. */
export function leadLinks(parent: Parent, plan: LinkPlan): void {
  for (const link of elements(parent)) {
    const target = link.tagName === 'a' ? attribute(link, 'href') : undefined;
    if (target === undefined) continue;
    if (/^[a-z][a-z+.-]*:/i.test(target)) setAttribute(link, 'rel', 'noopener noreferrer');
    else if (target.startsWith('#')) setAttribute(link, 'href', `#${placeOf(target.slice(1), plan.moved)}`);
    else {
      const [path, place] = target.split('#');
      const page = plan.pageOf(posix.join(plan.folder, decodeURI(path)));
      if (page === undefined) replace(link, link.childNodes);
      else setAttribute(link, 'href', place ? `${page.replace(/#.*/, '')}#${place}` : page);
    }
  }
}

function placeOf(place: string, moved: ReadonlyMap<string, string>): string {
  return moved.get(place) ?? moved.get(decodeURIComponent(place)) ?? place;
}
