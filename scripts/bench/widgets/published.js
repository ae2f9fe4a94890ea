/**
 * Two instruments that many courses use, with the sizes of the files that their pages load, in bytes. The scripts of their own are those of
 * their GitHub pages, the libraries those of the npm packages that the page names. How fast they answer has not been published.
 */
const PUBLISHED = [
  {
    name: 'CNN Explainer',
    own: 179_319,
    libraries: 832_856 + 515_704,
    source:
      'github.com/poloclub/cnn-explainer, branch gh-pages: bundle.js at 049a616; index.html at 04f3205 loads tf.min.js of @tensorflow/tfjs 1.0.0 and d3.v5.js (here: d3 5.16.0) besides, and MathJax, Bulma and Font Awesome, which are not counted',
  },
  {
    name: 'TensorFlow Playground',
    own: 40_893,
    libraries: 215_519,
    source:
      'github.com/tensorflow/playground, branch gh-pages: bundle.js at 13cd4fa, lib.js (D3 and Material Design Lite) at 0369fb8; style sheets are not counted',
  },
];

module.exports = { PUBLISHED };
