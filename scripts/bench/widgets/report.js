const os = require('node:os');
const { markdown } = require('../table.js');
const { PUBLISHED } = require('./published.js');

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const milliseconds = (value) => (value === undefined ? '–' : `${value.toFixed(1)} ms`);

/** The widgets, and below them the instruments of others. */
function tableOf({ widgets }) {
  const rows = widgets.map(({ name, bytes, zipped, firstPicture, strokes, frames }) => [
    `widget.${name.replace(/-(.)/, (_, letter) => letter.toUpperCase())}`,
    kilobytes(bytes),
    kilobytes(zipped),
    milliseconds(firstPicture),
    strokes ? `${strokes.median.toFixed(1)} / ${strokes.p95.toFixed(1)} ms` : '–',
    milliseconds(strokes?.processor),
    frames === undefined ? '–' : frames.rate.toFixed(0),
    milliseconds(frames?.processor),
  ]);
  const others = PUBLISHED.map(({ name, own, libraries }) => [
    name,
    `${kilobytes(own)} + ${kilobytes(libraries)} of libraries`,
    ...new Array(6).fill('not published'),
  ]);
  return {
    title: 'size and speed in Chromium',
    head: [
      '',
      'script',
      'zipped',
      'first picture',
      'pen stroke, median / 95 %',
      'its processor time',
      'frames a second',
      'processor time of one',
    ],
    rows: [...rows, ...others],
  };
}

/** docs/widget-benchmark.md, which nobody edits by hand. */
function page(report) {
  const { busy, chromium, date, rounds } = report;
  const processor = os.cpus()[0]?.model ?? 'an unknown processor';
  const strokes = report.widgets.find((widget) => widget.strokes)?.strokes.strokes;
  return `# Live instruments, measured

<!-- written by npm run bench:widgets -- --docs -->

${markdown(tableOf(report))}

**Script**: all that an instrument runs in the page, besides what the notebook hands over; it loads nothing. **First picture**: from the beginning of its
HTML to the first frame with it, median of ${rounds} pages. **Pen stroke**: ${strokes} pieces of strokes on LeNet-5, one a frame, from the event to the changed and
laid-out page: 44 feature maps, two dense layers and ten probabilities. **Its processor time**: of the page's thread for one piece, with painting; other
programs add little to it. **Frames a second**: those that show something new while it moves by itself; the browser draws at most
60, and fewer where other programs take its time.

Sizes of the others, in files as they are served before compression:
${PUBLISHED.map(({ name, source }) => `- ${name}: ${source}.`).join('\n')}

${processor}, ${os.cpus().length} cores, Chromium ${chromium}; ${date.slice(0, 10)}.${busy < 0.1 ? '' : ` Other programs took ${Math.round(100 * busy)} % of the processors when it began.`}
`;
}

module.exports = { tableOf, page };
