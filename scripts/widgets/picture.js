const fs = require('node:fs');
const path = require('node:path');
const { findChromium } = require('../testing/chromium.js');

const root = path.resolve(__dirname, '..', '..');
const dist = path.join(root, 'lib', 'dist');
const out = path.join(root, 'docs', 'widgets.png');

/**
 * `node scripts/widgets/picture.js` after `npm run build`: docs/widgets.png, six instruments that were played with in Chromium. In the repository its
 * colours are reduced to 256, which leaves a third of its size.
 */
async function main() {
  const { chromium } = require('playwright-core');
  const executablePath = findChromium(process.env);
  const html = page(await instruments());
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  try {
    const shown = await browser.newPage({ viewport: { width: 1600, height: 1600 }, colorScheme: 'light' });
    await shown.setContent(html);
    await play(shown, (name) => shown.locator(`#${name} [data-convolab-widget]`));
    fs.writeFileSync(out, await shown.screenshot({ clip: { x: 0, y: 0, width: 1600, height: 1584 } }));
  } finally {
    await browser.close();
  }
  console.log(`${path.relative(root, out)}: ${Math.round(fs.statSync(out).size / 1000)} kB`);
}

/** What each instrument is given: a LeNet-5 that is trained for it, the checkpoint of chapter 7, images of the course. */
async function instruments() {
  const { cosineDecay, engineReady, fashionMnist, fit, latentPoints, lenet5, loadCheckpoint, variationalAutoencoder } =
    require(dist);
  await engineReady({ quiet: true });
  const [train, test] = [await fashionMnist({ part: 'train' }), await fashionMnist({ part: 'test' })];
  const model = lenet5({ activation: 'relu', pooling: 'max', initialization: 'he', seed: 1 });
  await fit(model, train, { epochs: 10, optimizer: 'adam', learningRate: cosineDecay(0.004), seed: 1 });
  const vae = variationalAutoencoder({ seed: 1 });
  await loadCheckpoint('fashion-latent', vae.model);
  const { classNames, labels } = test;
  const examples = [5, 9, 3, 8].map((label) => ({
    image: train.image(train.labels.indexOf(label)),
    label: classNames[label],
  }));
  return {
    lenet: [model, { images: test.take({ count: 12 }) }],
    playground: [{ data: 'xor', hidden: [8, 8], optimizer: 'adam' }],
    race: [{ surface: 'rosenbrock' }],
    augmentation: [{ title: 'Augmentation of clothes', examples }],
    'latent-space': [{ decoder: vae.decoder, points: latentPoints(vae, test), labels, classNames }],
    attention: [{ title: 'Attention among seven words' }],
  };
}

function page(given) {
  const { embed, widgets } = require(path.join(dist, 'widgets'));
  const shown = (name) => {
    const { widget, given: of } = widgets[name];
    const script = fs.readFileSync(path.join(dist, 'widgets', 'pages', `${widget.name}.js`), 'utf8');
    const texts = { language: 'en', messages: {} };
    return `<div id="${name}">${embed(widget, of(...given[name]), { script, memory: name, texts }).markup}</div>`;
  };
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Instruments</title>
<style>body { margin: 14px; display: grid; grid-template-columns: 1fr 1fr; gap: 16px; background: #fff; color: #222; zoom: 0.8 }
body > div { height: 640px; overflow: hidden }</style>
${Object.keys(given).map(shown).join('')}`;
}

/** A reader's hands: draws trousers, trains, races, augments, points and drags. */
async function play(shown, of) {
  const panel = (name, id) => of(name).locator(`[data-panel=${id}]`);
  const stroke = async (picture, ...places) => {
    const box = await picture.boundingBox();
    const to = ([x, y]) => shown.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 8 });
    await to(places[0]);
    await shown.mouse.down();
    for (const place of places.slice(1)) await to(place);
    await shown.mouse.up();
  };
  await of('lenet').getByRole('button', { name: 'Clear' }).click();
  await of('lenet').getByLabel('Pen width').fill('4');
  await stroke(panel('lenet', 'drawing'), [0.34, 0.93], [0.38, 0.14], [0.62, 0.14], [0.66, 0.93]);
  await stroke(panel('lenet', 'drawing'), [0.42, 0.24], [0.58, 0.24]);
  for (let epoch = 0; epoch < 60; epoch++) await of('playground').getByRole('button', { name: 'One epoch' }).click();
  await of('race').getByRole('slider', { name: /^Step/ }).fill('300');
  await of('augmentation').getByRole('slider', { name: 'Rotation' }).fill('-20');
  await panel('attention', 'lines').hover({ position: { x: 30, y: 90 } });
  await stroke(panel('latent-space', 'plane'), [0.2, 0.7], [0.55, 0.5]);
  await shown.mouse.move(0, 0);
}

main();
