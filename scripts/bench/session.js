const { nameOf, MODES } = require('./plan.js');
const { dataFiles } = require('./data.js');
const MODELS = require('./models.json');
const { TimeLeft } = require('./time-left.js');
const { Worker } = require('./worker.js');

/** Planned seconds of what is not a measurement: an engine's start; and its warming up, in measurements. */
const START = 4;
const WARM_UP = 1.5;

/**
 * One run of the benchmark. Each model gets fresh workers, so that the peak of memory is its own. In a round every engine
 * measures once, and the next round begins with another one: what else the computer does hits all of them alike.
 */
class Session {
  /**
   * @param {object} options
   * @param {object[]} options.engines from `enginesHere`
   * @param {object[]} options.parts from `plan`
   * @param {string} options.data folder for the examples
   * @param {Progress} options.progress
   */
  constructor({ engines, parts, data, progress }) {
    Object.assign(this, { engines, parts, data, progress });
    this.measurements = [];
    this.failures = [];
    this.peaks = [];
    this.parameters = {};
    this.versions = {};
    this.workers = [];
    this.stopped = false;
    this.count = { all: parts.reduce((sum, { settings }) => sum + settings.length, 0), begun: 0 };
    this.time = new TimeLeft(this.plannedSeconds());
  }

  plannedSeconds() {
    const ofSetting = ({ rounds, seconds }) => MODES.length * (rounds + WARM_UP) * seconds;
    const ofPart = ({ settings }) => START + settings.reduce((sum, setting) => sum + ofSetting(setting), 0);
    return this.engines.length * this.parts.reduce((sum, part) => sum + ofPart(part), 0);
  }

  async run() {
    for (const { settings } of this.parts) {
      try {
        for (const setting of settings) {
          if (this.stopped) return;
          await this.show(setting, () => this.measure(setting));
        }
      } finally {
        await this.endWorkers();
      }
    }
  }

  /** Ends it soon: what was measured stays. */
  stop() {
    this.stopped = true;
    return this.endWorkers();
  }

  async endWorkers() {
    const workers = this.workers;
    this.workers = [];
    await Promise.all(workers.map((worker) => worker.end()));
  }

  async show(setting, work) {
    this.progress.begin(`[${++this.count.begun}/${this.count.all}] ${nameOf(setting)}`);
    await work();
    const last = this.count.begun === this.count.all;
    if (this.stopped) this.progress.close('○', 'stopped');
    else this.progress.end(last ? '' : this.time.text());
  }

  detail(text) {
    this.progress.detail([text, this.time.text()].filter(Boolean).join(', '));
  }

  async measure(setting) {
    if (this.workers.length === 0) await this.startWorkers(setting);
    const files = dataFiles(this.data, MODELS[setting.model], setting.imageSize, setting.count);
    const lanes = [];
    for (const worker of this.workers) {
      for (const mode of MODES) {
        this.detail(`warming up ${worker.engine.title}`);
        lanes.push(await this.warmUp(worker, { ...setting, ...files, mode }));
        this.time.done(WARM_UP * setting.seconds);
      }
    }
    const ready = lanes.filter(Boolean);
    if (!this.areEqual(setting, ready)) return;
    for (let round = 0; round < setting.rounds; round++) {
      for (const mode of MODES) {
        const inMode = ready.filter((lane) => lane.request.mode === mode);
        for (let i = 0; i < inMode.length; i++) {
          if (this.stopped) return;
          await this.once(setting, round, inMode[(i + round) % inMode.length]);
        }
      }
    }
  }

  /** One engine after the other: starting all at once would be no faster, and shows less. */
  async startWorkers(setting) {
    for (const engine of this.engines) {
      if (this.stopped) return;
      this.detail(`starting ${engine.title}`);
      const worker = new Worker(engine);
      this.workers.push(worker);
      const started = await this.attempt(setting, worker, () => worker.ready);
      if (started) this.versions[engine.name] = started.versions;
      this.time.done(START);
    }
    this.workers = this.workers.filter((worker) => !worker.failure);
  }

  /** @returns the request whose steps take about the time that is planned; undefined when the engine can't do it */
  async warmUp(worker, { seconds, model, imageSize, batchSize, count, images, labels, mode }) {
    const request = { model, imageSize, batchSize, count, images, labels, mode };
    return this.attempt(request, worker, async () => {
      await worker.ask({ ...request, steps: 1 }); // builds and compiles
      let answer;
      for (let steps = 1; !answer || answer.seconds < seconds / 4; steps *= 4) {
        answer = await worker.ask({ ...request, steps });
      }
      const fitting = Math.max(1, Math.round((seconds * answer.examplesPerSecond) / batchSize));
      return { worker, request: { ...request, steps: fitting }, parameters: answer.parameters };
    });
  }

  /** Models of different sizes are not the same model: their speeds say nothing. */
  areEqual(setting, lanes) {
    const counts = new Map(lanes.map(({ worker, parameters }) => [worker.engine.title, parameters]));
    const different = new Set(counts.values());
    if (different.size === 1) Object.assign(this.parameters, { [nameOf(setting)]: [...different][0] });
    if (different.size < 2) return true;
    const list = [...counts].map(([title, count]) => `${count} in ${title}`).join(', ');
    this.failures.push({ unequal: true, reason: `${nameOf(setting)}: not compared, the parameters differ: ${list}.` });
    return false;
  }

  async once(setting, round, { worker, request }) {
    const { title, name } = worker.engine;
    const { model, imageSize, batchSize, mode } = request;
    this.detail(`round ${round + 1} of ${setting.rounds}, ${title}`);
    const answer = await this.attempt(request, worker, () => worker.ask(request));
    this.time.done(setting.seconds);
    if (!answer) return;
    const { examplesPerSecond, examples, seconds, loss, peakMegabytes } = answer;
    const where = { engine: name, model, imageSize, batchSize, mode };
    this.measurements.push({ ...where, main: setting.main, round, examplesPerSecond, examples, seconds, loss });
    if (setting.main) this.notePeak({ engine: name, model, megabytes: peakMegabytes });
  }

  notePeak(peak) {
    this.peaks = this.peaks.filter(({ engine, model }) => engine !== peak.engine || model !== peak.model);
    if (peak.megabytes) this.peaks.push(peak);
  }

  /** Work that may fail without ending the rest. */
  async attempt(where, worker, work) {
    if (this.stopped || worker.reported) return undefined;
    try {
      return await work();
    } catch (error) {
      worker.reported = Boolean(worker.failure); // it has ended: once is enough
      const { title } = worker.engine;
      const task = { train: ', training', infer: ', inference' }[where.mode] ?? '';
      const reason = `${title}: ${nameOf(where)}${task}: ${error.message}`;
      if (!this.stopped && !this.failures.some((one) => one.reason === reason)) this.failures.push({ reason });
      return undefined;
    }
  }
}

module.exports = { Session };
