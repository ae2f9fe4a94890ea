import { colours } from '../../visualizers/colours';

/**
 * Inside a shadow root: nothing of it reaches the page. Colours come from the page (`inherit`), which is light or dark; where a line or a ground is
 * needed, it is one that shows on both.
 */
export const style = `
:host { display: block; margin: 8px 0; font: 14px/1.4 system-ui, sans-serif; color: inherit; }
* { box-sizing: border-box; }
.widget { container-type: inline-size; border: 1px solid ${colours.grid}; border-radius: 8px; padding: 12px 14px; max-width: 100%; }
h3 { font-size: 15px; font-weight: 600; margin: 0 0 8px; }
h4 { font-size: 13px; font-weight: 500; margin: 0 0 4px; }
.panels, .controls { display: flex; flex-wrap: wrap; gap: 10px 24px; align-items: flex-end; }
.panels { align-items: flex-start; position: relative; overflow-anchor: none; }
.controls { margin: 4px 0 12px; }
.panel { position: relative; max-width: 100%; }
.picture { position: relative; max-width: 100%; outline-offset: 2px; border-radius: 2px; }
.picture canvas { position: absolute; image-rendering: pixelated; }
.picture > svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.picture > svg { overflow: visible; }
.picture text[fill="${colours.ink}"], .picture g[fill="${colours.ink}"] { fill: currentColor; }
.picture text[fill="${colours.input}"] { fill: color-mix(in srgb, ${colours.input} 65%, currentColor); }
.picture text[fill="${colours.output}"] { fill: color-mix(in srgb, ${colours.output} 75%, currentColor); }
.draggable, .pressable { -webkit-user-select: none; user-select: none; } /* Safari knows only its own name for it */
.draggable { touch-action: none; cursor: crosshair; }
.scrollable { touch-action: pan-y pinch-zoom; }
.grip { position: absolute; translate: -50% -50%; min-width: 44px; min-height: 44px; touch-action: none; }
.pressable { cursor: pointer; }
:focus-visible { outline: 2px solid color-mix(in srgb, ${colours.sky} 60%, currentColor); }
.keys { margin: 4px 0 0; padding: 3px 8px; border: 1px solid ${colours.sky}; border-radius: 4px; font-size: 13px; background: #222222; color: #FFFFFF; }
.keys { scroll-margin-bottom: 5em; } /* room for the status */
.unseen { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.keys[hidden] { display: none; }
.control { display: inline-flex; gap: 8px; align-items: center; min-height: 32px; }
.plain { border: 0; margin: 0; padding: 0; min-width: 0; }
.checks { flex-wrap: wrap; gap: 4px 20px; }
.control .value { min-width: 3ch; font-variant-numeric: tabular-nums; }
input[type=range] { width: 120px; height: 24px; accent-color: ${colours.input}; }
input.number { width: 5.2em; font: inherit; color: inherit; background: transparent; border: 1px solid ${colours.ink}; border-radius: 4px; padding: 3px 4px; }
select, button { font: inherit; color: inherit; background: transparent; border: 1px solid ${colours.ink}; border-radius: 4px; padding: 4px 8px; min-height: 32px; }
select option { color: #222; background: #fff; }
button { cursor: pointer; min-width: 32px; }
button:disabled { opacity: 0.45; cursor: default; }
button, select, label { touch-action: manipulation; }
button[aria-pressed=true] { border-color: ${colours.input}; box-shadow: inset 0 0 0 1px ${colours.input}; }
.group { border: 1px solid ${colours.grid}; border-radius: 6px; margin: 0; padding: 2px 10px 6px; display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: center; width: 100%; }
.group legend { font-weight: 600; padding: 0 4px; }
.kernel { display: grid; width: max-content; gap: 3px; margin-top: 6px; }
.status { flex: 1 0 100%; min-height: calc(1.4em + 4px); padding: 2px 0 2px 10px; border-left: 3px solid ${colours.sky}; font-variant-numeric: tabular-nums; }
.details { flex: 1 0 100%; max-width: 100%; }
.wide { overflow-x: auto; padding: 4px; margin: -4px; animation: more linear; animation-timeline: scroll(self inline); }
@keyframes more { from { mask-image: linear-gradient(to left, transparent, #000 48px); } 99% { mask-image: linear-gradient(to left, transparent, #000 48px); } to { mask-image: none; } }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 2px 8px 2px 0; font-weight: 500; text-align: left; white-space: nowrap; }
td { font-weight: 400; }
.layers tbody :is(td, th) { height: 36px; }
.layers .long { white-space: normal; min-width: 5em; }
.steps { display: flex; flex-wrap: wrap; gap: 6px; margin-bottom: 8px; }
.note { font-size: 13px; margin: 6px 0 0; max-width: 70ch; }
.runner { display: flex; flex-wrap: wrap; gap: 0 12px; align-items: center; }
.runner > :first-child { min-width: 9.5em; }
.runner .result { min-width: 6.5em; font-variant-numeric: tabular-nums; }
@media (pointer: coarse) {
  input[type=range] { height: 32px; }
  .steps button { min-width: 44px; min-height: 44px; }
  input.number, select { font-size: 16px; } /* with less, phones zoom the page when it gets the focus */
}
@container (max-width: 800px) { .status { min-height: calc(2.8em + 4px); } }
@container (max-width: 480px) {
  .status { min-height: calc(4.2em + 4px); } /* texts of other lengths leave what is below in its place */
  .panels, .controls { gap: 8px 12px; }
  .panel.small { width: calc(50% - 6px) !important; }
  .controls > .slider, .group > .slider { display: grid; grid-template-columns: 1fr auto; gap: 0 8px; flex: 1 1 130px; }
  .controls > .slider > input, .group > .slider > input { grid-row: 2; grid-column: 1 / -1; width: 100%; }
  .layers table { font-size: 12px; }
  .layers tbody :is(td, th) { height: auto; }
  .layers th, .layers td { padding-right: 5px; }
  .layers select { padding: 4px 2px; }
  .runner { gap: 0 6px; }
  .runner > .control { gap: 5px; }
  .runner > :first-child { min-width: 8.6em; }
  .runner .slider > input { width: 64px; }
  .runner .result { min-width: 0; }
  .runner .slider > :first-child { display: none; }
}
.sum { font: 13px/1.5 ui-monospace, monospace; margin: 8px 0 0; overflow-wrap: anywhere; }
`;
