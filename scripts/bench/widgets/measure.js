const { median } = require('../statistics.js');

/** @returns {Promise<number>} milliseconds from the beginning of the widget's HTML to the first frame that shows it */
async function firstPicture(browser, file, rounds) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const page = await opened(browser, file);
    const marks = await page.waitForFunction(() => {
      const [begin] = performance.getEntriesByName('begin');
      const [drawn] = performance.getEntriesByName('drawn');
      return drawn && drawn.startTime - begin.startTime;
    });
    times.push(await marks.jsonValue());
    await page.context().close();
  }
  return median(times);
}

async function opened(browser, file) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 1200 } });
  const page = await context.newPage();
  await page.goto(file);
  await page.locator('[data-convolab-widget]').getByRole('status').waitFor();
  return page;
}

/**
 * Draws on the image, one piece of a stroke a frame. The answer is there when all maps and numbers of the page are changed and laid out.
 * @returns {Promise<{ median: number, p95: number, processor: number, strokes: number }>} milliseconds; `processor`: of the page's thread, all
 *   work on the answer with painting, whatever other programs do meanwhile
 */
async function penStrokes(browser, file, strokes) {
  const page = await opened(browser, file);
  const worked = await meterOf(page);
  await page.evaluate(drawStrokes, 20); // until the browser has compiled what runs often
  const before = await worked();
  const times = await page.evaluate(drawStrokes, strokes);
  const processor = ((await worked()) - before) / strokes;
  await page.context().close();
  const sorted = times.sort((a, b) => a - b);
  return { median: median(times), p95: sorted[Math.ceil(0.95 * strokes) - 1], processor, strokes };
}

/** @returns {Promise<() => Promise<number>>} tells the milliseconds that the page's thread has worked so far, in its own time */
async function meterOf(page) {
  const meter = await page.context().newCDPSession(page);
  await meter.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await meter.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
}

/** Runs in the page. */
async function drawStrokes(strokes) {
  const { shadowRoot } = document.querySelector('[data-convolab-widget]');
  const panel = shadowRoot.querySelector('[data-panel=drawing]');
  const status = shadowRoot.querySelector('.status');
  const box = panel.getBoundingClientRect();
  panel.setPointerCapture = () => {}; // there is no finger
  const send = (type, x, y) => {
    const place = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
    panel.dispatchEvent(new PointerEvent(type, { pointerId: 1, isPrimary: true, bubbles: true, ...place }));
  };
  const times = [];
  const said = new Set();
  send('pointerdown', 0.5, 0.1);
  for (let n = 1; n <= strokes; n++) {
    await new Promise(requestAnimationFrame);
    const begin = performance.now();
    send('pointermove', 0.5 + 0.4 * Math.sin(n / 7), 0.1 + (0.8 * (n % 60)) / 60);
    await Promise.resolve(); // the picture is made in a microtask
    shadowRoot.host.getBoundingClientRect(); // and laid out
    times.push(performance.now() - begin);
    said.add(status.textContent);
  }
  send('pointerup', 0.5, 0.9);
  if (said.size < strokes / 10) throw new Error(`${strokes} strokes changed the answer only ${said.size} times`);
  return times;
}

/**
 * @returns {Promise<{ rate: number, processor: number }>} `rate`: how many frames a second show something new while the widget moves by itself;
 *   `processor`: milliseconds of the page's thread for one of them, with painting
 */
async function framesPerSecond(browser, file, milliseconds) {
  const page = await opened(browser, file);
  await page.getByRole('button', { name: /^(Play|Walk)$/ }).click();
  const worked = await meterOf(page);
  const before = await worked();
  const { frames, seconds } = await page.evaluate(countFrames, milliseconds);
  const processor = frames > 0 ? ((await worked()) - before) / frames : undefined;
  await page.context().close();
  return { rate: frames / seconds, processor };
}

/** Runs in the page. */
async function countFrames(milliseconds) {
  const { shadowRoot } = document.querySelector('[data-convolab-widget]');
  let changed = false;
  const watcher = new MutationObserver(() => {
    changed = true;
  });
  watcher.observe(shadowRoot, { subtree: true, childList: true, attributes: true, characterData: true });
  const begin = performance.now();
  let frames = 0;
  while (performance.now() - begin < milliseconds) {
    await new Promise(requestAnimationFrame);
    frames += Number(changed);
    changed = false;
  }
  return { frames, seconds: (performance.now() - begin) / 1000 };
}

module.exports = { firstPicture, penStrokes, framesPerSecond };
