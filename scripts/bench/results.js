const os = require('node:os');
const { ratio, summarize } = require('./statistics.js');

/** Their two layouts of memory are one framework: ours is compared with the faster one. */
const RIVALS = { keras: ['keras'], torch: ['torch', 'torch-channels-last'] };

/**
 * What a run found, as it is written to results.json.
 * @param {Session} session
 * @param {{ rounds: number, quick: boolean, busyBefore: number }} options `busyBefore`: by others, 0 … 1
 */
function resultsOf(session, { rounds, quick, busyBefore }) {
  const { engines, measurements, failures, parameters, versions, peaks, stopped } = session;
  return {
    date: new Date().toISOString(),
    complete: !stopped,
    quick,
    rounds,
    computer: { ...thisComputer(), busyBefore },
    engines: engines.map(({ name, title, own, threads }) => ({ name, title, own, threads, versions: versions[name] })),
    parameters,
    summary: withRatios(summaries(measurements)),
    peakMegabytes: peaks,
    failures: failures.map(({ reason }) => reason),
    measurements,
  };
}

function thisComputer() {
  const cores = os.availableParallelism();
  const { model = 'unknown processor' } = os.cpus()[0] ?? {};
  return {
    system: `${os.type()} ${os.arch()}`,
    processor: model.trim(),
    cores,
    gigabytes: Math.round(os.totalmem() / 1e9),
  };
}

/** One entry an engine, model, batch size, image size and mode. */
function summaries(measurements) {
  const groups = new Map();
  for (const measurement of measurements) {
    const { engine, model, imageSize, batchSize, mode, main } = measurement;
    const where = { engine, model, imageSize, batchSize, mode, main };
    const key = JSON.stringify(where);
    if (!groups.has(key)) groups.set(key, { where, speeds: [] });
    groups.get(key).speeds.push(measurement.examplesPerSecond);
  }
  return [...groups.values()].map(({ where, speeds }) => ({ ...where, ...summarize(speeds) }));
}

/** Adds how many times as fast as Keras and as PyTorch each one is. */
function withRatios(entries) {
  const same = (a, b) => ['model', 'imageSize', 'batchSize', 'mode'].every((key) => a[key] === b[key]);
  return entries.map((entry) => {
    const beside = entries.filter((other) => same(entry, other));
    const fastest = (names) =>
      beside.filter(({ engine }) => names.includes(engine)).sort((a, b) => b.median - a.median)[0];
    const ratios = Object.entries(RIVALS).map(([name, names]) => [name, ratio(entry, fastest(names))]);
    return { ...entry, ratios: Object.fromEntries(ratios.filter(([, value]) => value !== undefined)) };
  });
}

module.exports = { resultsOf, summaries, withRatios };
