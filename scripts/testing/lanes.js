const { duration } = require('../setup/progress.js');

const MARKS = { passed: '✓', failed: '✗', skipped: '○' };

/** A log that says nothing for minutes looks dead. */
const SIGN_OF_LIFE = 60_000;

/**
 * Runs stages: first those without a lane, each alone, then the lanes beside each other, each with its stages in order. What stages say that
 * run beside each other is shown when they are done, so that it can be read.
 * @param {{ name: string, title: string, lane?: string, run: (how: object) => Promise<{ outcome: string, note?: string }> }[]} stages
 * @param {{ root: string, full: boolean, cores: number, write?: (text: string) => void }} options
 *   with one core, one stage runs at a time
 * @returns {Promise<{ title: string, outcome: string, note?: string, time: string }[]>} in the order of `stages`
 */
async function runStages(stages, { root, full, cores, write = (text) => process.stdout.write(text) }) {
  const lanes = cores > 1 ? [...new Set(stages.flatMap(({ lane }) => lane ?? []))] : [];
  const outcomes = new Map();
  const runIn = async (some, run) => {
    for (const stage of some) outcomes.set(stage, await run(stage));
  };
  const live = (stage) => {
    write(title(stage));
    return runStage(stage, { root, full, tell: write }, write);
  };
  if (lanes.length < 2) {
    await runIn(stages, live);
  } else {
    await runIn(
      stages.filter(({ lane }) => !lane),
      live,
    );
    const running = new Map();
    const sign = setInterval(() => {
      const names = [...running].map(([{ name }, begun]) => `${name} ${duration(Date.now() - begun)}`);
      write(`… ${names.join(', ')}\n`);
    }, SIGN_OF_LIFE);
    const apart = async (stage) => {
      running.set(stage, Date.now());
      write(`\n… ${stage.title}: what it says comes when it is done\n`);
      let said = title(stage);
      const tell = (text) => {
        said += text;
      };
      const outcome = await runStage(stage, { root, full, tell }, tell);
      running.delete(stage);
      write(said);
      return outcome;
    };
    await Promise.all(
      lanes.map((lane) =>
        runIn(
          stages.filter((stage) => stage.lane === lane),
          apart,
        ),
      ),
    );
    clearInterval(sign);
  }
  return stages.map((stage) => outcomes.get(stage));
}

const title = (stage) => `\n━━ ${stage.title} ${'━'.repeat(Math.max(4, 70 - stage.title.length))}\n`;

async function runStage(stage, how, write) {
  const started = Date.now();
  const { outcome, note } = await outcomeOf(stage, how);
  const time = duration(Date.now() - started);
  write(`${MARKS[outcome]} ${stage.title}: ${outcome} in ${time}${note ? `, ${note}` : ''}\n`);
  return { title: stage.title, outcome, note, time };
}

/** A stage that throws has failed; the others go on. */
async function outcomeOf(stage, how) {
  try {
    return await stage.run(how);
  } catch (error) {
    how.tell(`${error.stack ?? error}\n`);
    return { outcome: 'failed', note: 'it ended with an error' };
  }
}

module.exports = { MARKS, runStages };
