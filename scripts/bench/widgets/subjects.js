const fs = require('node:fs');
const path = require('node:path');

/**
 * Each widget as its page: one HTML text, which needs nothing else.
 * @param {string} root
 * @returns {Promise<{ name: string, script: string, html: string, moves: boolean, draws: boolean }[]>}
 */
async function subjects(root) {
  const dist = path.join(root, 'lib', 'dist');
  const { embed, widgets } = require(path.join(dist, 'widgets'));
  const networks = await networksOf(dist);
  const found = [];
  for (const name of Object.keys(widgets).sort()) {
    const { widget, given } = widgets[name];
    const script = fs.readFileSync(path.join(dist, 'widgets', 'pages', `${widget.name}.js`), 'utf8');
    const texts = { language: 'en', messages: {} };
    const { markup } = embed(widget, given(networks[name]), { script, memory: name, texts });
    found.push({ name, script, html: pageWith(markup), moves: widget.advance !== undefined, draws: name === 'lenet' });
  }
  return found;
}

/** What the instruments that show a network are given: those with their first weights, which are as many numbers as trained ones. */
async function networksOf(dist) {
  const { engineReady } = require(path.join(dist, 'engine'));
  const { lenet5, variationalAutoencoder } = require(path.join(dist, 'models'));
  await engineReady({ quiet: true });
  const points = Array.from({ length: 500 }, (_, i) => [3 * Math.sin(i), 3 * Math.cos(1.7 * i)]);
  const { decoder } = variationalAutoencoder({ seed: 1 });
  return {
    lenet: lenet5({ activation: 'relu', pooling: 'max', initialization: 'he', seed: 1 }),
    'latent-space': { decoder, points, labels: points.map((_, i) => i % 10) },
  };
}

/** Marks when the page comes to the widget, and when a picture with it has been drawn. */
function pageWith(markup) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>widget</title>
<body style="margin: 20px; width: 960px"><script>performance.mark('begin')</script>
${markup}
<script>requestAnimationFrame(() => setTimeout(() => performance.mark('drawn')))</script>`;
}

module.exports = { subjects };
