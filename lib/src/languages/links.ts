/** Links of a translated notebook, which lies one folder deeper than the English one. */
import { posix } from 'node:path';

export interface Place {
  /** of the English notebook, below the root of the course: 'notebooks' */
  folder: string;
  /** code of the language: 'fr' */
  language: string;
  /** whether the language has this file, such as 'exercises/01-introduction.ipynb' */
  has: (path: string) => boolean;
}

/**
 * Markdown whose links lead from `notebooks/fr/` where they led from `notebooks/`: to the same chapter in this language where there is
 * one. A link that shows its own path shows the new one.
 */
export function movedLinks(markdown: string, place: Place): string {
  return markdown
    .replace(/(\[(?:`[^`\n]*`|[^\]`\n])*\])\(([^)\s]+)/g, (_, label: string, target: string) => {
      const path = pathOf(target, place);
      if (path === undefined) return `${label}(${target}`;
      const shown = label === `[\`${path}\`]` ? `[\`${inLanguage(path, place)}\`]` : label;
      return `${shown}(${moved(target, place)}`;
    })
    .replace(/\b(href|src)="([^"]+)"/g, (_, attribute: string, target: string) => {
      return `${attribute}="${moved(target, place)}"`;
    });
}

function moved(target: string, place: Place): string {
  const path = pathOf(target, place);
  if (path === undefined) return target;
  const anchor = /#.*$/.exec(target)?.[0] ?? '';
  return `${posix.relative(`${place.folder}/${place.language}`, inLanguage(path, place))}${anchor}`;
}

/** Where a link leads, below the root of the course; nothing for addresses, attachments and places in the same notebook. */
function pathOf(target: string, { folder }: Place): string | undefined {
  if (/^([a-z][a-z+.-]*:|#|\/)/i.test(target)) return undefined;
  return posix.join(folder, target.replace(/#.*$/, ''));
}

function inLanguage(path: string, { language, has }: Place): string {
  return has(path) ? `${posix.dirname(path)}/${language}/${posix.basename(path)}` : path;
}
