import { renderToString } from 'preact-render-to-string';
import { colours } from '../../visualizers/colours';
import { rasterDataUri } from '../../visualizers/png';
import type { Panel, Tile, Widget } from './widget';

const gap = 24;
const titleHeight = 26;
const lineHeight = 18;
const letterWidth = 7.5; // of this size, on average and with room to spare: what draws the picture chooses the font
const mostWidth = 900;

/**
 * The first state of a widget as a picture, for pages where script does not run: its pictures side by side, with their titles, and the state in one
 * sentence below.
 * @returns an image element, and what it shows in words
 */
export function stillPicture<Given, State>(
  widget: Widget<Given, State>,
  given: Given,
): { markup: string; alt: string } {
  const { panels, status: first, also } = widget.view(widget.initial(given), () => {}, given);
  const status = also ? `${first} ${also}` : first;
  const places = placed(panels);
  const width = Math.max(...places.map(({ panel, x }) => x + panel.width));
  const bottom = Math.max(...places.map(({ panel, y }) => y + titleHeight + panel.height));
  const lines = inLines(status, Math.floor(width / letterWidth));
  const height = bottom + lines.length * lineHeight + 12;
  const svg = renderToString(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      font-family="system-ui, sans-serif"
      font-size="13"
      fill={colours.ink}
    >
      <title>{widget.title(given)}</title>
      {places.map(({ panel, x, y }) => (
        <StillPanel key={panel.id} panel={panel} x={x} y={y} />
      ))}
      {lines.map((line, i) => (
        <text key={line} x={0} y={bottom + 22 + i * lineHeight}>
          {line}
        </text>
      ))}
    </svg>,
  );
  const alt = `${widget.title(given)}. ${panels.map(({ label }) => label).join(' ')} ${status}`;
  const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return { markup: renderToString(<img alt={alt} src={address} style="max-width:100%" />), alt };
}

/** The words of a text in lines of so many letters; a longer word has a line of its own. */
function inLines(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

interface Placed {
  panel: Panel;
  x: number;
  y: number;
}

/** Side by side, in rows as wide as a notebook. */
function placed(panels: Panel[]): Placed[] {
  const places: Placed[] = [];
  let [x, y, tallest] = [0, 0, 0];
  for (const panel of panels) {
    if (x > 0 && x + panel.width > mostWidth) [x, y, tallest] = [0, y + tallest + titleHeight + gap, 0];
    places.push({ panel, x, y });
    x += panel.width + gap;
    tallest = Math.max(tallest, panel.height);
  }
  return places;
}

function StillPanel({ panel, x, y }: Placed) {
  const { width, height, raster, tiles, marks, title } = panel;
  return (
    <g transform={`translate(${x} ${y})`}>
      <text x={0} y={16}>
        {title}
      </text>
      <g transform={`translate(0 ${titleHeight})`}>
        {raster && <StillPixels x={0} y={0} width={width} height={height} raster={raster} />}
        {tiles?.map((tile) => (
          <StillPixels key={`${tile.x} ${tile.y}`} {...tile} />
        ))}
        {marks}
      </g>
    </g>
  );
}

function StillPixels({ raster, ...place }: Tile) {
  return <image href={rasterDataUri(raster)} {...place} preserveAspectRatio="none" style="image-rendering:pixelated" />;
}
