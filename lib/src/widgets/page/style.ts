import { colours } from '../../visualizers/colours';

/**
 * Inside a shadow root: nothing of it reaches the page. Colours come from the page (`inherit`), which is light or dark; where a line or a ground is
 * needed, it is one that shows on both.
 */
export const style = `
:host { display: block; margin: 8px 0; font: 14px/1.4 system-ui, sans-serif; color: inherit; }
* { box-sizing: border-box; }
.widget { border: 1px solid ${colours.grid}; border-radius: 8px; padding: 12px 14px; max-width: 100%; }
h3 { font-size: 15px; font-weight: 600; margin: 0 0 8px; }
h4 { font-size: 13px; font-weight: 500; margin: 0 0 4px; }
.panels, .controls { display: flex; flex-wrap: wrap; gap: 10px 24px; align-items: flex-end; }
.panels { align-items: flex-start; }
.controls { margin: 4px 0 12px; }
.panel { position: relative; max-width: 100%; }
.picture { position: relative; max-width: 100%; outline-offset: 2px; border-radius: 2px; }
.picture canvas { position: absolute; image-rendering: pixelated; }
.picture > svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.picture > svg { overflow: visible; }
.draggable { touch-action: none; cursor: crosshair; user-select: none; }
.pressable { cursor: pointer; }
:focus-visible { outline: 2px solid ${colours.sky}; }
.control { display: inline-flex; gap: 8px; align-items: center; min-height: 32px; }
.control .value { min-width: 3ch; font-variant-numeric: tabular-nums; }
input[type=range] { width: 120px; accent-color: ${colours.input}; }
input.number { width: 5.2em; font: inherit; color: inherit; background: transparent; border: 1px solid ${colours.ink}; border-radius: 4px; padding: 3px 4px; }
select, button { font: inherit; color: inherit; background: transparent; border: 1px solid ${colours.ink}; border-radius: 4px; padding: 4px 8px; min-height: 32px; }
select option { color: #222; background: #fff; }
button { cursor: pointer; }
button[aria-pressed=true] { border-color: ${colours.input}; box-shadow: inset 0 0 0 1px ${colours.input}; }
.group { border: 1px solid ${colours.grid}; border-radius: 6px; margin: 0; padding: 2px 10px 6px; display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: center; width: 100%; }
.group legend { font-weight: 600; padding: 0 4px; }
.kernel { display: inline-grid; gap: 3px; }
.status { margin: 10px 0 0; min-height: 1.4em; font-variant-numeric: tabular-nums; }
.details { margin-top: 14px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 2px 8px 2px 0; font-weight: 500; text-align: left; white-space: nowrap; }
td { font-weight: 400; }
.note { font-size: 13px; margin: 6px 0 0; max-width: 70ch; }
.sum { font: 13px/1.5 ui-monospace, monospace; margin: 8px 0 0; overflow-wrap: anywhere; }
`;
