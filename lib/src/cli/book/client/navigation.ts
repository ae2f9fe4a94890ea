/** Menu, table of contents, light and dark, and the way to the same place in another language. */

export function navigation(): void {
  menu();
  themes();
  const places = [...document.querySelectorAll<HTMLElement>('main :is(.jp-Cell, section, h2, h3, h4)[id]')];
  tableOfContents();
  scrollable();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a.language')) {
    const page = link.getAttribute('href') ?? '';
    // The ids of cells are the same in all languages; the first page has none.
    const lead = (): void => {
      const place = placeOnScreen(places)?.id;
      const isSamePage = nameOf(page) === nameOf(location.pathname);
      link.setAttribute('href', place && isSamePage ? `${page}#${place}` : page);
    };
    for (const event of ['pointerdown', 'focus', 'pointerenter', 'click']) link.addEventListener(event, lead);
  }
}

const nameOf = (address: string): string =>
  address
    .replace(/[?#].*$/, '')
    .split('/')
    .at(-1) || 'index.html';

/** The last place that begins above the first lines of the screen, once the reader has scrolled. */
function placeOnScreen(places: HTMLElement[]): HTMLElement | undefined {
  if (window.scrollY < 40) return undefined;
  const bar = document.querySelector('.bar')?.getBoundingClientRect().bottom ?? 0;
  return places.filter((place) => place.getBoundingClientRect().top < bar + 40).at(-1);
}

/** Two things that the bar opens: the chapters, and on a phone the row of the search. One closes the other. */
function menu(): void {
  const chapters = opener('button.menu', document.getElementById('book-chapters'));
  const form = document.querySelector<HTMLElement>('form.search');
  const search = opener('button.find', form);
  chapters?.button.addEventListener('click', () => {
    search?.open(false);
    chapters.open(!chapters.isOpen());
  });
  search?.button.addEventListener('click', () => {
    chapters?.open(false);
    search.open(!search.isOpen());
    if (search.isOpen()) form?.querySelector('input')?.focus();
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !chapters?.isOpen()) return;
    chapters.open(false);
    chapters.button.focus();
  });
}

function opener(selector: string, opened: HTMLElement | null) {
  const button = document.querySelector<HTMLElement>(selector);
  if (!button || !opened) return undefined;
  const isOpen = (): boolean => button.getAttribute('aria-expanded') === 'true';
  const open = (wanted: boolean): void => {
    button.setAttribute('aria-expanded', String(wanted));
    opened.classList.toggle('open', wanted);
  };
  return { button, isOpen, open };
}

function themes(): void {
  const { dataset } = document.documentElement;
  document.querySelector('button.theme')?.addEventListener('click', () => {
    const isDark = dataset.theme ? dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    dataset.theme = isDark ? 'light' : 'dark';
    try {
      localStorage.setItem('convolab-theme', dataset.theme);
    } catch {
      // A browser that keeps nothing still shows what was chosen, on this page.
    }
  });
}

/** Open where it stands beside the text; the section that is read is marked. */
function tableOfContents(): void {
  const contents = document.querySelector<HTMLDetailsElement>('nav.contents details');
  if (!contents) return;
  const beside = matchMedia('(min-width: 75rem)');
  const follow = (): void => {
    contents.open = beside.matches;
  };
  follow();
  beside.addEventListener('change', follow);
  contents.addEventListener('click', ({ target }) => {
    if ((target as Element).closest('a') && !beside.matches) contents.open = false;
  });

  const links = [...contents.querySelectorAll<HTMLAnchorElement>('a')];
  const sections = links.flatMap((link) => document.getElementById(link.hash.slice(1)) ?? []);
  let waiting = false;
  const mark = (): void => {
    waiting = false;
    const here = sections.filter((section) => section.getBoundingClientRect().top < window.innerHeight / 3).at(-1)?.id;
    for (const link of links) {
      if (link.hash === `#${here}`) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  addEventListener(
    'scroll',
    () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    },
    { passive: true },
  );
  mark();
}

/** What scrolls sideways can be reached by keys; what does not is no stop for them. */
function scrollable(): void {
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth + 1) target.setAttribute('tabindex', '0');
      else target.removeAttribute('tabindex');
    }
  });
  const boxes =
    '.highlight, .highlight pre, .jp-OutputArea-output, .jp-OutputArea-output pre, .katex-display, table, .licence pre';
  for (const box of document.querySelectorAll(boxes)) watch.observe(box);
}
