/** Answers that return something for a model that it is not, or that use TensorFlow.js against the grader. */
import { projectRoot } from '../../../lib/src/project';
import { breakOut } from './threat';

/** One that is handed in for the answer to 9.5, what is said of it, and what it threatens. It scores 0. */
export interface HostileModel {
  threat: string;
  cell: string;
  says: RegExp;
}

const right =
  "const good = () => tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units }), tf.layers.dense({ units: 10, activation: 'softmax' })] });";

/** An answer that begins with the right model. */
const net = (body: string, before = ''): string =>
  `import { tf } from 'convolab';\n${before}\nfunction net(units: number): any { ${right}\n${body} }`;

const sequential = (layers: string): string =>
  `const model: any = good(); model.toJSON = () => ({ class_name: 'Sequential', config: { name: 'x', layers: ${layers} } }); return model;`;

export const models: HostileModel[] = [
  {
    threat: 'a thousand layers',
    cell: net(
      'const all = good(); for (let i = 0; i < 1000; i++) all.add(tf.layers.activation({ activation: "relu" })); return all;',
    ),
    says: /more than 400 layers/,
  },
  {
    threat: 'eight million weights',
    cell: net('const all = good(); all.add(tf.layers.dense({ units: 800_000 })); return all;'),
    says: /parameters; at most 2,500,000/,
  },
  {
    threat: 'eight million weights that are counted as one',
    cell: net(
      'const all: any = good(); all.add(tf.layers.dense({ units: 800_000 })); all.countParams = () => 1; return all;',
    ),
    says: /two million|more data than any answer/,
  },
  {
    threat: 'NaN for weights',
    cell: net('const m = good(); m.setWeights(m.getWeights().map((w: any) => tf.fill(w.shape, NaN))); return m;'),
    says: /hold NaN or Infinity/,
  },
  {
    threat: 'infinite weights',
    cell: net('const m = good(); m.setWeights(m.getWeights().map((w: any) => tf.fill(w.shape, Infinity))); return m;'),
    says: /hold NaN or Infinity/,
  },
  {
    threat: 'weights for other shapes',
    cell: net('const m: any = good(); m.getWeights = () => [tf.zeros([3, 3])]; return m;'),
    says: /do not fit its layers/,
  },
  {
    threat: 'weights that lie about their shape',
    cell: net(
      'const m: any = good(); const own = m.getWeights(); m.getWeights = () => own.map((w: any) => ({ shape: w.shape, dataSync: () => new Float32Array(1) })); return m;',
    ),
    says: /numbers take \d+ bytes, not 4/,
  },
  {
    threat: 'weights of a shape below zero',
    cell: net('const m: any = good(); m.getWeights = () => [{ shape: [-1, -1e9], dataSync: () => [] }]; return m;'),
    says: /do not fit its layers/,
  },
  {
    threat: 'a Lambda layer',
    cell: net(sequential("[{ class_name: 'Lambda', config: { name: 'x', function: 'process.exit()' } }]")),
    says: /a layer of the kind Lambda, which cannot be checked/,
  },
  {
    threat: 'a layer of its own',
    cell: net(
      'const m: any = good(); m.add(new Mine({ name: "mine" })); return m;',
      'class Mine extends tf.layers.Layer { static className = "Mine"; call(inputs: any) { return inputs; } }\ntf.serialization.registerClass(Mine as any);',
    ),
    says: /a layer of the kind Mine, which cannot be checked/,
  },
  {
    threat: 'a layer that has the name of a good one',
    cell: net(
      'const m: any = good(); m.add(new Dense({ name: "mine" })); return m;',
      'class Dense extends tf.layers.Layer { static className = "Dense"; call(inputs: any) { return inputs; } }',
    ),
    says: /cannot be built|do not fit|of the shape/,
  },
  { threat: 'no topology', cell: net(sequential('[]')), says: /no list of layers/ },
  {
    threat: 'a topology of text',
    cell: net('const m: any = good(); m.toJSON = () => "model"; return m;'),
    says: /no list of layers/,
  },
  {
    threat: 'a topology a thousand deep',
    cell: net(
      'const m: any = good(); let deep: any = {}; for (let i = 0; i < 1000; i++) deep = { class_name: "Sequential", config: { name: "x", layers: [deep] } }; m.toJSON = () => deep; return m;',
    ),
    says: /models inside of models|no list of layers|nested/,
  },
  {
    threat: 'an array of three million hidden in a layer',
    cell: net(sequential("[{ class_name: 'Flatten', config: { name: 'x', data: new Array(3e6).fill(0) } }]")),
    says: /two million/,
  },
  {
    threat: 'an array of a hundred thousand hidden in a layer',
    cell: net(
      sequential(
        "[{ class_name: 'Flatten', config: { name: 'x', batch_input_shape: [null, 28, 28, 1], data: new Array(1e5).fill(0) } }]",
      ),
    ),
    says: /a setting `data` that cannot be checked/,
  },
  {
    threat: 'a number of filters beyond counting',
    cell: net(
      sequential(
        "[{ class_name: 'Conv2D', config: { name: 'x', filters: 1e300, kernel_size: [1, 1], batch_input_shape: [null, 28, 28, 1] } }]",
      ),
    ),
    says: /a setting `filters` that cannot be checked/,
  },
  {
    threat: 'a prototype for a layer',
    cell: net(sequential('[JSON.parse(\'{"class_name":"__proto__","config":{"__proto__":{"polluted":1}}}\')]')),
    says: /kind __proto__/,
  },
  {
    threat: 'the parts of a model, packed by itself',
    cell: net(
      "return { packed: 'model', topology: {}, weights: [], use: { batches: [[1]], images: [1], tensorsLeft: 0 } };",
    ),
    says: /Return the model itself/,
  },
  {
    threat: 'a model of getters',
    cell: net(
      "return { get packed() { return 'model'; }, get topology() { throw new Error('trap'); }, get weights() { for (;;) { } } };",
    ),
    says: /Return the model itself/,
  },
  {
    threat: 'a getter that becomes a model at the second look',
    cell: net(
      "let looks = 0; return { get model() { return looks++ === 0 ? 1 : { packed: 'model', topology: {}, weights: [] }; } };",
    ),
    says: /expected a model/,
  },
  {
    threat: 'a proxy of a model',
    cell: net('return new Proxy(good(), { get() { throw new Error("trap"); } });'),
    says: /trap|expected a model/,
  },
  {
    threat: 'everything is a model',
    cell: net(
      'Object.defineProperty(tf.LayersModel, Symbol.hasInstance, { value: () => true }); return { inputs: [1] };',
    ),
    says: /not a function|returned/,
  },
  { threat: 'a number', cell: net('return units;'), says: /expected a model/ },
  {
    threat: 'a model that runs for ever',
    cell: net('const m: any = good(); m.toJSON = () => { for (;;) { } }; return m;'),
    says: /within|longer|end/,
  },
  {
    threat: 'all the memory in tensors',
    cell: net('const all: any[] = []; for (;;) all.push(tf.ones([1000, 1000]).add(all.length));'),
    says: /memory|ended|end|WebAssembly|allocat/,
  },
  {
    threat: 'reading the solutions from beside TensorFlow.js',
    cell: net(
      `let files: string[] = []; try { files = need('fs').readdirSync(${JSON.stringify(projectRoot)}); } catch { } return files.length ? good() : 'held';`,
      breakOut,
    ),
    says: /returned/,
  },
  {
    threat: 'writing into TensorFlow.js',
    cell: net(
      "let wrote = false; for (const name of ['', '/@tensorflow/tfjs', '/long']) try { need('fs').writeFileSync('/sandbox/node_modules' + name + '/x', 'x'); wrote = true; } catch { } return wrote ? good() : 'held';",
      breakOut,
    ),
    says: /returned/,
  },
  {
    threat: 'an add-on of its own',
    cell: net(
      "let loaded = false; try { host.dlopen({ exports: {} }, '/sandbox/node'); loaded = true; } catch { } return loaded ? good() : 'held';",
      breakOut,
    ),
    says: /returned/,
  },
];
