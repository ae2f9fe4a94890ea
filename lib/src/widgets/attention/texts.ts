import { toSay } from '../../languages/english';
import { say } from '../../languages/texts';

/** All that the widget says. */
export const texts = {
  title: toSay('Attention to play with'),
  sentence: [toSay('the'), toSay('cat'), toSay('sat'), toSay('because'), toSay('it'), toSay('was'), toSay('tired')],
  place: (row: number, column: number) => say('row {row}, column {column}', { row, column }),
  attention: toSay('attention'),
  head: toSay('Head'),
  query: toSay('Query'),
  temperature: toSay('Temperature'),
  reset: toSay('Reset'),
  linesTitle: toSay('Left: who looks. Right: at what. Point at a word'),
  linesLabel: (query: string, list: string) => say('“{query}” looks at {list}.', { query, list }),
  linesKeys: toSay('Up and down arrow keys go from word to word.'),
  mapTitle: toSay('A row for each word that looks'),
  mapLabel: (rows: number, columns: number) =>
    say('{rows} rows and {columns} columns, yellow is all of the attention, dark blue none.', { rows, columns }),
  mapKeys: toSay('Up and down arrow keys go from row to row.'),
  imageTitle: toSay('Point at a place. Lines: its first five'),
  imageLabel: (rows: number, columns: number, query: string) =>
    say('The image in {rows} by {columns} places. The query is {query}.', { rows, columns, query }),
  imageKeys: toSay('Arrow keys go from place to place.'),
  heatTitle: (most: string) => say('Its weights: yellow is {most}', { most }),
  heatLabel: (list: string) => say('Most of the attention: {list}.', { list }),
  entry: (key: string, share: string) => `${key} (${share})`,
  vector: (query: string) => say('Query of “{query}”:', { query }),
  number: (index: number) => say('number {index} of the query', { index }),
  table: toSay('How the weights come about'),
  /** head of the table behind the weights, if there are vectors */
  columns: {
    name: toSay('looked at'),
    key: toSay('key'),
    product: (size: number, temperature: string) =>
      say('query · key / (√{size} · {temperature})', { size, temperature }),
    weight: toSay('softmax: weight'),
  },
  notSeen: toSay('may not be looked at'),
  status: (query: string, list: string, count: string, all: number) =>
    say('“{query}” looks most at {list}. In effect it looks at {count} of {all}.', { query, list, count, all }),
};
