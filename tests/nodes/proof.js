// Run by other versions of Node: the library loads, draws, and has an engine that computes.
const convolab = require('convolab');

(async () => {
  const svg = await convolab.toSvg(convolab.activationCurves());
  const engine = await convolab.engineReady();
  const { tf } = convolab;
  const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[5, 6], [7, 8]]));
  console.log(JSON.stringify({ node: process.version, svg, engine: engine.name, product: Array.from(await product.data()) }));
})();
