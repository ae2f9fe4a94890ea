const os = require('node:os');

/** @returns {string} processor, threads and engine, for the results: times are from there */
function machine(engine) {
  return `${os.cpus()[0]?.model.trim() ?? 'unknown processor'}, ${os.availableParallelism()} threads, ${engine}`;
}

module.exports = { machine };
