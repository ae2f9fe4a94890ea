const os = require('node:os');

/** Long enough to average over, short enough to wait for. */
const MILLISECONDS = 500;

/** @returns {Promise<number>} the part of the processors' time that is in use just now, 0 … 1 */
async function busyNow() {
  const before = processorTimes();
  await new Promise((resolve) => setTimeout(resolve, MILLISECONDS));
  const after = processorTimes();
  const passed = after.all - before.all;
  return passed > 0 ? 1 - (after.idle - before.idle) / passed : 0;
}

function processorTimes() {
  const times = os.cpus().map((processor) => processor.times);
  const sum = (of) => times.reduce((total, one) => total + of(one), 0);
  return { idle: sum((one) => one.idle), all: sum((one) => Object.values(one).reduce((a, b) => a + b, 0)) };
}

/** @param {number} busy 0 … 1 @returns {string} a warning; '' when the computer is calm */
function busyWarning(busy) {
  if (busy < 0.1) return '';
  return `Other programs take ${Math.round(100 * busy)} % of the processors just now: the numbers will be lower than they could be, and vary.`;
}

module.exports = { busyNow, busyWarning };
