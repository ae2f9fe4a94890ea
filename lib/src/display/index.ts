/** From a figure, a table or a running training to the output below a cell. */
export { escapeHtml, showHtml } from './html';
export { type LiveCurves, type LiveOptions, type LiveSeries, live, type Position } from './live';
export { liveCurves, type TrainingNews } from './live-curves';
export { liveLosses, type SeveralLosses } from './live-losses';
export { show } from './show';
export { source } from './source';
export { toSvg } from './svg';
export { type Frame as TableFrame, type TableOptions, table } from './table';
export { widget } from './widget';
