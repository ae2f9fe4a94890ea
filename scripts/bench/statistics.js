/** @param {number[]} values at least one @returns {number} the middle one; of an even number, the mean of the two in the middle */
function median(values) {
  if (values.length === 0) throw new RangeError('the median of no values');
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/**
 * Where the median lies with a probability of 95 %, whatever the distribution: the number of values below it is binomial, here
 * taken as normal. Fewer than six values tell no more than their range.
 * @param {number[]} values at least one @returns {[number, number]}
 */
function medianBetween(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const outside = Math.max(0, Math.floor((sorted.length - 1.96 * Math.sqrt(sorted.length)) / 2));
  return [sorted[outside], sorted[sorted.length - 1 - outside]];
}

/** @param {number[]} values at least one @returns {{ median: number, lowest: number, highest: number, rounds: number }} */
function summarize(values) {
  return { median: median(values), lowest: Math.min(...values), highest: Math.max(...values), rounds: values.length };
}

/** @returns {number | undefined} how many times as fast; undefined where one of the two was not measured */
function ratio(own, other) {
  return own && other ? own.median / other.median : undefined;
}

module.exports = { median, medianBetween, summarize, ratio };
