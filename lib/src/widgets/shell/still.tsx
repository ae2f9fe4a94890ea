import { renderToString } from 'preact-render-to-string';
import { colours } from '../../visualizers/colours';
import { rasterDataUri } from '../../visualizers/png';
import type { Panel, Widget } from './widget';

const gap = 24;
const titleHeight = 26;
const statusHeight = 30;

/**
 * The first state of a widget as a picture, for pages where script does not run: its pictures side by side, with their titles, and the state in one
 * sentence below.
 * @returns an image element, and what it shows in words
 */
export function stillPicture<Given, State>(
  widget: Widget<Given, State>,
  given: Given,
): { markup: string; alt: string } {
  const { panels, status } = widget.view(widget.initial(given), () => {}, given);
  const width = panels.reduce((sum, panel) => sum + panel.width + gap, -gap);
  const height = Math.max(...panels.map((panel) => panel.height)) + titleHeight + statusHeight;
  let left = 0;
  const placed = panels.map((panel) => {
    const x = left;
    left += panel.width + gap;
    return <StillPanel key={panel.id} panel={panel} x={x} />;
  });
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
      {placed}
      <text x={0} y={height - 8}>
        {status}
      </text>
    </svg>,
  );
  const alt = `${widget.title(given)}. ${panels.map(({ label }) => label).join(' ')} ${status}`;
  const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return { markup: renderToString(<img alt={alt} src={address} style="max-width:100%" />), alt };
}

function StillPanel({ panel, x }: { panel: Panel; x: number }) {
  const { width, height, raster, insets = [], marks, title } = panel;
  const pictures = raster ? [{ x: 0, y: 0, width, height, raster }, ...insets] : insets;
  return (
    <g transform={`translate(${x} 0)`}>
      <text x={0} y={16}>
        {title}
      </text>
      <g transform={`translate(0 ${titleHeight})`}>
        {pictures.map(({ raster, ...place }) => (
          <image
            key={`${place.x} ${place.y}`}
            href={rasterDataUri(raster)}
            {...place}
            preserveAspectRatio="none"
            style="image-rendering:pixelated"
          />
        ))}
        {marks}
      </g>
    </g>
  );
}
