const MODELS = require('./models.json');

const whole = (value) => Math.round(value).toLocaleString('en-US');
const speed = (value) => (value < 10 ? value.toFixed(1) : whole(value));

/**
 * The tables of a run: one a model, with an engine a row.
 * @param {object} results from `resultsOf`
 * @returns {{ title: string, head: string[], rows: string[][] }[]} the first column is text, the others are numbers
 */
function tablesOf(results) {
  const main = results.summary.filter((entry) => entry.main);
  const models = Object.keys(MODELS).filter((model) => main.some((entry) => entry.model === model));
  return models.map((model) =>
    tableOf(
      model,
      main.filter((entry) => entry.model === model),
      results,
    ),
  );
}

function tableOf(model, entries, { engines, peakMegabytes }) {
  const rivals = [
    ['keras', '× Keras'],
    ['torch', '× PyTorch'],
  ].filter(([name]) => entries.some(({ ratios }) => ratios[name] !== undefined));
  const heads = (mode) => [mode, ...rivals.map(([, title]) => title)];
  const cells = (entry) => [
    entry ? `${speed(entry.median)} (${speed(entry.lowest)}–${speed(entry.highest)})` : '–',
    ...rivals.map(([name]) => entry?.ratios[name]?.toFixed(2) ?? '–'),
  ];
  const rows = engines
    .filter(({ name }) => entries.some(({ engine }) => engine === name))
    .map(({ name, title }) => {
      const of = (mode) => entries.find((entry) => entry.engine === name && entry.mode === mode);
      const peak = peakMegabytes.find((one) => one.engine === name && one.model === model);
      return [title, ...cells(of('train')), ...cells(of('infer')), peak ? `${whole(peak.megabytes)} MB` : '–'];
    });
  const { title, size, dimensions } = MODELS[model];
  const { batchSize } = entries[0];
  const shape = dimensions === 1 ? `${size} steps` : `${size}×${size}`;
  return {
    title: `${title}, ${shape}, batch ${batchSize}`,
    head: ['', ...heads('training'), ...heads('inference'), 'peak memory'],
    rows,
  };
}

/** For a terminal: columns, numbers to the right. */
function plain({ title, head, rows }) {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]));
  return [title, ...lines.map((line) => `  ${line.map(pad).join('   ')}`.trimEnd())].join('\n');
}

function markdown({ title, head, rows }) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line([title, ...head.slice(1)]), `|---|${'--:|'.repeat(head.length - 1)}`, ...rows.map(line)].join('\n');
}

module.exports = { tablesOf, plain, markdown };
