const fs = require('node:fs');
const path = require('node:path');
const { writeWhole } = require('../setup/write-whole.js');
const { figuresOf } = require('./figures.js');

const DIST = path.join(__dirname, '..', '..', 'lib', 'dist');

/**
 * Writes results.json, each figure as an SVG, and one page with all figures that needs no network.
 * @param {string} folder
 * @param {object} results from `resultsOf`
 * @returns {Promise<Record<string, string>>} the SVGs by the figures' names
 */
async function writeResults(folder, results) {
  writeWhole(path.join(folder, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
  const { toSvg } = require(path.join(DIST, 'display', 'svg.js'));
  const figures = figuresOf(results);
  const pictures = {};
  for (const { name, figure } of figures) {
    pictures[name] = await toSvg(figure);
    writeWhole(path.join(folder, `${name}.svg`), pictures[name]);
  }
  writeWhole(path.join(folder, 'results.html'), page(figures));
  return pictures;
}

function page(figures) {
  const plotly = fs.readFileSync(require.resolve('plotly.js-dist-min/plotly.min.js'), 'utf8');
  const { escapeHtml } = require(path.join(DIST, 'display', 'html.js'));
  // In a script, `</` could end it.
  const json = JSON.stringify(figures.map(({ figure: { data, layout } }) => ({ data, layout }))).replace(
    /</g,
    '\\u003c',
  );
  const places = figures.map(
    ({ figure }, i) => `<div id="figure-${i}" role="img" aria-label="${escapeHtml(figure.alt)}"></div>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>ConvoLab, benchmark</title>
<style>:root { color-scheme: light dark }</style>
${places.join('\n')}
<script>${plotly}</script>
<script>
${json}.forEach(({ data, layout }, i) => Plotly.newPlot('figure-' + i, data, layout, { displayModeBar: false }));
</script>
</html>
`;
}

module.exports = { writeResults };
