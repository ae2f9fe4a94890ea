/** Numbers inside of a text of a figure as the reader writes them: '61,706 of 1.5' is '61 706 of 1,5' in French. */

export interface Marks {
  decimal: string;
  group: string;
}

/** The decimal mark of a language, and what stands between thousands. */
export function marksOf(language: string): Marks {
  const parts = new Intl.NumberFormat(language).formatToParts(1_234_567.8);
  const mark = (type: 'decimal' | 'group'): string => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: mark('decimal'), group: mark('group') };
}

const english: Marks = { decimal: '.', group: ',' };

/** With thousands, or with a decimal mark; no part of a name or of a list in brackets such as '(3,128)'. */
const number =
  /(?<![\p{L}\d.,_@([-])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])(?:\.\d+)?|(?<![\p{L}\d._@])\d+\.\d+(?!\d*[._]\d|[\p{L}_]*_)/gu;

/**
 * The text with its numbers rewritten. What belongs to a name ('conv2.1', 'v1.0.2') stays. Where the decimal mark is a comma, numbers in
 * brackets are kept apart by semicolons: '(1.5, 2)' is '(1,5 ; 2)'.
 */
export function sayNumbers(text: string, { decimal, group }: Marks): string {
  if (decimal === english.decimal || !/\d[.,]\d/.test(text)) return text;
  const apart = decimal === ',' ? text.replace(/[([][^()[\];]*\d\.\d[^()[\];]*[)\]]/g, withSemicolons) : text;
  return apart.replace(number, (found) =>
    found.replace(/[.,]/g, (mark) => (mark === english.decimal ? decimal : group)),
  );
}

function withSemicolons(list: string): string {
  return list.replace(/(?<=\d), (?=[−-]?\d)/g, '\u00a0; ');
}
