/** All that the widget says. */
export const texts = {
  title: 'Attention to play with',
  sentence: ['the', 'cat', 'sat', 'because', 'it', 'was', 'tired'],
  place: (row: number, column: number) => `row ${row}, column ${column}`,
  attention: 'attention',
  head: 'Head',
  query: 'Query',
  temperature: 'Temperature',
  reset: 'As it was',
  linesTitle: 'Left: who looks. Right: at what. Point at a word',
  linesLabel: (query: string, list: string) =>
    `“${query}” looks at ${list}. Up and down arrow keys go from word to word.`,
  mapTitle: 'A row for each word that looks',
  mapLabel: (rows: number, columns: number) =>
    `${rows} rows and ${columns} columns, yellow is all of the attention, dark blue none. Up and down arrow keys go from row to row.`,
  imageTitle: 'Point at a place. Lines: its first five',
  imageLabel: (rows: number, columns: number, query: string) =>
    `The image in ${rows} by ${columns} places. The query is ${query}. Arrow keys go from place to place.`,
  heatTitle: (most: string) => `Its weights: yellow is ${most}`,
  heatLabel: (list: string) => `Most of the attention: ${list}.`,
  entry: (key: string, share: string) => `${key} (${share})`,
  vector: (query: string) => `Query of “${query}”:`,
  number: (index: number) => `number ${index} of the query`,
  /** head of the table behind the weights, if there are vectors */
  columns: {
    name: 'looked at',
    key: 'key',
    product: (size: number, temperature: string) => `query · key / (√${size} · ${temperature})`,
    weight: 'softmax: weight',
  },
  notSeen: 'may not be looked at',
  status: (query: string, list: string, count: string, all: number) =>
    `“${query}” looks most at ${list}. In effect it looks at ${count} of ${all}.`,
};
