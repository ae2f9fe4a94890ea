/** A result as HTML for a notebook. All that comes from students or teachers is escaped; both themes are readable. */
import { say } from '../languages/say';
import { colours } from '../visualizers/colours';
import { inBrief } from './describe';
import { pictureRow } from './pictures';
import { casesToShow, hintsOnce, isRepeated, isSameMistake, marks, pointsInWords } from './report-text';
import type { CaseResult, ExerciseResult } from './result';
import type { Given } from './wire';

const statusColours: Record<CaseResult['status'], string> = {
  passed: colours.good,
  failed: colours.output,
  unwritten: colours.ink,
  skipped: colours.ink,
};

export function resultToHtml(result: ExerciseResult): string {
  const hints = hintsOnce(result.cases);
  const rows = casesToShow(result).map((one, index) =>
    caseToHtml(one, { repeated: isRepeated(result, index), same: isSameMistake(result, index), hint: hints[index] }),
  );
  const heading = [`${result.id} ${say(result.title)}`.trim(), pointsInWords(result)].filter(Boolean).join(' · ');
  return frame(
    [
      `<div style="font-weight:600">${escapeHtml(heading)}</div>`,
      result.of > 0 && result.status !== 'recorded' ? bar(result.points, result.of) : '',
      `<div style="margin:4px 0">${inlineCode(say(result.sentence))}</div>`,
      result.hint ? hintBox(result.hint) : '',
      ...rows,
      result.printed ? printedBox(result.printed) : '',
    ].join(''),
  );
}

function caseToHtml(
  one: CaseResult,
  { repeated, same, hint }: { repeated: boolean; same: boolean; hint?: string },
): string {
  const mark = `<span style="color:${statusColours[one.status]};font-weight:700;display:inline-block;width:1.3em">${marks[one.status]}</span>`;
  const word = one.status === 'passed' ? say('passed') : one.status === 'failed' ? say('failed') : '';
  const title = `${mark}<span>${inlineCode(say(one.name))}</span>${word ? ` <span style="opacity:.75">${word}</span>` : ''}`;
  const inside: string[] = [];
  if (one.sentence && !repeated) inside.push(`<div>${inlineCode(say(one.sentence))}</div>`);
  if (one.status === 'failed') inside.push(seen(one, same));
  if (hint) inside.push(hintBox(hint));
  const body = inside.filter(Boolean).join('');
  return `<div style="margin:3px 0">${title}${body ? `<div style="margin-left:1.3em">${body}</div>` : ''}</div>`;
}

/** Expected against got: as pictures or as numbers, whichever fits. The same mistake again shows only its picture. */
function seen(one: CaseResult, same: boolean): string {
  if (one.got === undefined || one.expected === undefined || typeof one.expected !== 'object') return '';
  const pictures = pictureRow(one.expected, one.got, same);
  if (pictures || same) return pictures;
  const line = (label: string, value: Given): string =>
    `<tr style="background:transparent"><td style="padding:0 8px 0 0;text-align:left;border:none">${label}</td><td style="padding:0;text-align:left;border:none"><code style="background:transparent;color:inherit">${escapeHtml(inBrief(value, 110))}</code></td></tr>`;
  return `<table style="border-collapse:collapse;margin:2px 0;font-size:inherit">${line(say('expected'), one.expected as Given)}${line(say('got'), one.got)}</table>`;
}

function hintBox(hint: string): string {
  return `<div style="border-left:3px solid ${colours.kernel};padding:2px 8px;margin:4px 0;background:rgba(230,159,0,.10)"><b>${say('Hint.')}</b> ${inlineCode(say(hint))}</div>`;
}

function printedBox(printed: string): string {
  return `<details style="margin-top:4px"><summary>${say('What your code printed')}</summary><pre style="margin:2px 0;max-height:200px;overflow:auto;background:transparent;color:inherit">${escapeHtml(printed)}</pre></details>`;
}

/** The box that all reports stand in: the page's own colours and fonts. */
export function frame(content: string): string {
  return `<div style="font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:var(--jp-content-font-size1,14px);line-height:1.45;color:var(--jp-ui-font-color1,inherit);max-width:60em">${content}</div>`;
}

/** A bar of what is reached, with its numbers for screen readers. */
export function bar(reached: number, of: number): string {
  const share = of > 0 ? Math.max(0, Math.min(100, Math.round((100 * reached) / of))) : 0;
  return `<div role="img" aria-label="${say('{share} percent', { share })}" style="height:6px;max-width:24em;border-radius:3px;background:${colours.grid};overflow:hidden"><div style="height:6px;width:${share}%;background:${colours.good}"></div></div>`;
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  // control characters have no place in a page; tabs and line ends stay
  return text.replace(/(?![\t\n])\p{Cc}/gu, '').replace(/[&<>"']/g, (character) => entities[character]);
}

/** Escaped text with `…` as code. */
function inlineCode(text: string): string {
  const style = 'background:rgba(128,128,128,.15);color:inherit;padding:0 3px;border-radius:3px';
  return escapeHtml(text).replace(/`([^`]+)`/g, (_, code: string) => {
    // short code stays on one line; long code must be able to break
    const wrap = code.length <= 48 ? ';white-space:nowrap' : '';
    return `<code style="${style}${wrap}">${code}</code>`;
  });
}
