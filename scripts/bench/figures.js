const path = require('node:path');
const MODELS = require('./models.json');

const DIST = path.join(__dirname, '..', '..', 'lib', 'dist');
const TITLES = { train: 'training', infer: 'inference' };
const WIDTH = 860;
const LOGARITHMIC = { type: 'log', dtick: 'D2', tickformat: ',' };

/**
 * @param {object} results from `resultsOf`
 * @returns {{ name: string, figure: object }[]} figures as the library's visualizers make them: what was measured of every
 *   model; and, where it was measured, how the speed depends on batch and image size
 */
function figuresOf(results) {
  const made = [];
  if (results.summary.some(({ main }) => main)) made.push({ name: 'speed', figure: speedFigure(results) });
  if (results.summary.some(({ main }) => !main)) made.push({ name: 'scaling', figure: scalingFigure(results) });
  return made;
}

/** A point each, its line from the lowest to the highest round; training beside inference. No bars: a logarithmic axis has no zero. */
function speedFigure(results) {
  const { baseLayout } = look();
  const main = results.summary.filter((entry) => entry.main);
  const models = Object.keys(MODELS).filter((model) => main.some((entry) => entry.model === model));
  const data = Object.keys(TITLES).flatMap((mode, panel) =>
    drawn(results, main).map(({ name, title, colour }) => {
      const entries = models.map((model) =>
        main.find((one) => one.engine === name && one.model === model && one.mode === mode),
      );
      const spread = (side) => entries.map((entry) => (entry ? Math.abs(entry[side] - entry.median) : 0));
      return {
        ...{
          type: 'scatter',
          mode: 'markers',
          name: title,
          legendgroup: name,
          showlegend: panel === 0,
          offsetgroup: name,
        },
        x: models.map((model) => MODELS[model].title),
        y: entries.map((entry) => entry?.median ?? null),
        error_y: {
          type: 'data',
          array: spread('highest'),
          arrayminus: spread('lowest'),
          thickness: 1.5,
          width: 0,
          color: colour,
        },
        marker: { color: colour, size: 9 },
        ...axisNames(panel),
      };
    }),
  );
  const layout = {
    ...baseLayout('Examples per second, batch 64', WIDTH, 440),
    ...panels(2, (panel) => ({ x: {}, y: { title: { text: Object.values(TITLES)[panel] }, ...LOGARITHMIC } })),
    ...{ scattermode: 'group', scattergap: 0.25, margin: { l: 64, r: 16, t: 50, b: 84 }, legend: legendBelow() },
  };
  return { data, layout, alt: `Points: ${sentence(results, main)}` };
}

/** Lines over the batch size and over the image size, training above inference. */
function scalingFigure(results) {
  const { baseLayout } = look();
  const model = results.summary.find(({ main }) => !main).model;
  const own = results.summary.filter((entry) => entry.model === model);
  const usual = own.find(({ main }) => main) ?? own[0];
  const ways = [
    { by: 'batchSize', fixed: 'imageSize', title: 'batch size' },
    { by: 'imageSize', fixed: 'batchSize', title: 'image size, pixels' },
  ];
  const cells = Object.keys(TITLES).flatMap((mode) => ways.map((way) => ({ ...way, mode })));
  const data = cells.flatMap(({ by, fixed, mode }, panel) =>
    drawn(results, own).map(({ name, title, colour }) => {
      const points = own
        .filter((entry) => entry.engine === name && entry.mode === mode && entry[fixed] === usual[fixed])
        .sort((a, b) => a[by] - b[by]);
      return {
        ...{ type: 'scatter', mode: 'lines+markers', name: title, legendgroup: name, showlegend: panel === 0 },
        ...{ x: points.map((entry) => entry[by]), y: points.map((entry) => entry.median) },
        ...{ line: { color: colour, width: 2 }, marker: { size: 5, color: colour }, ...axisNames(panel) },
      };
    }),
  );
  const values = (by) => [...new Set(own.map((entry) => entry[by]))].sort((a, b) => a - b);
  const layout = {
    ...baseLayout(`${MODELS[model].title}: examples per second`, WIDTH, 640),
    ...panels(4, (panel) => {
      const { by, title, mode } = cells[panel];
      const ticks = { tickmode: 'array', tickvals: values(by), ticktext: values(by).map(String) };
      return {
        x: { type: 'log', title: { text: title, standoff: 6 }, ...ticks },
        y: { ...LOGARITHMIC, title: { text: TITLES[mode] } },
      };
    }),
    ...{ margin: { l: 64, r: 16, t: 50, b: 90 }, legend: legendBelow() },
  };
  return {
    data,
    layout,
    alt: `Lines over batch size and image size. At the usual size: ${sentence(
      results,
      own.filter(({ main }) => main),
    )}`,
  };
}

/** The engines that have something to show; an engine keeps its colour whichever others run. */
function drawn({ engines }, entries) {
  const { ENGINES } = require('./engines.js');
  const { series } = look();
  const colour = (name) => series[ENGINES.findIndex((engine) => engine.name === name)];
  return engines
    .filter(({ name }) => entries.some(({ engine }) => engine === name))
    .map(({ name, title }) => ({ name, title, colour: colour(name) }));
}

/** Two panels a row. */
function panels(count, axesOf) {
  const { colours } = look();
  const line = { gridcolor: colours.grid, zerolinecolor: colours.grid, linecolor: colours.ink, fixedrange: true };
  const rows = count / 2;
  const entries = Array.from({ length: count }, (_, panel) => {
    const [column, row] = [panel % 2, Math.floor(panel / 2)];
    const height = (1 - 0.16 * (rows - 1)) / rows;
    const top = 1 - row * (height + 0.16);
    const { x, y } = axesOf(panel);
    const number = panel === 0 ? '' : String(panel + 1);
    return [
      [`xaxis${number}`, { ...line, ...x, domain: [column * 0.55, column * 0.55 + 0.45], anchor: `y${number}` }],
      [`yaxis${number}`, { ...line, ...y, domain: [Math.max(0, top - height), top], anchor: `x${number}` }],
    ];
  });
  return Object.fromEntries(entries.flat());
}

function axisNames(panel) {
  const number = panel === 0 ? '' : String(panel + 1);
  return { xaxis: `x${number}`, yaxis: `y${number}` };
}

function legendBelow() {
  return { orientation: 'h', x: 0.5, xanchor: 'center', y: 0.01, yref: 'container', yanchor: 'bottom' };
}

function sentence({ engines }, entries) {
  const titles = Object.fromEntries(engines.map(({ name, title }) => [name, title]));
  const parts = entries.map(
    ({ engine, model, mode, median }) =>
      `${MODELS[model].title} ${TITLES[mode]} ${titles[engine]} ${Math.round(median)}`,
  );
  return `${parts.join('; ')}.`;
}

/** Loaded when a figure is made: without the compiled library the rest of this folder still works. */
function look() {
  return require(path.join(DIST, 'visualizers', 'colours.js'));
}

module.exports = { figuresOf };
