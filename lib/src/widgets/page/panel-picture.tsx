import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../languages/texts';
import type { Raster } from '../../visualizers/raster';
import { Wide } from '../shell/wide';
import type { Grip, Panel } from '../shell/widget';
import { useHand } from './hand';

/** A panel on the page: a canvas for the pixels, an SVG for the marks, and what pointer and keys do to it. */
export function PanelPicture({ panel }: { panel: Panel }) {
  const { id, title, width, height, leastWidth, lookAt, raster, tiles, marks, label, keys, grips, above } = panel;
  const { onDrag, onPress, onKey } = panel;
  const [keysTold, tellKeys] = useState(false);
  const [shownAtFocus, keepShown] = useState<string>();
  const { placeOf, ...hand } = useHand(panel);
  const keysHint = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    if (keysTold) keysHint.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' }); // Tab has scrolled to the picture alone
  }, [keysTold]);
  // Pixels can be made smaller where there is little room, texts cannot.
  const isSmall = width <= smallPicture && (raster !== undefined || tiles !== undefined);
  const picture = (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it has a role, which depends on whether it takes keys */}
      <div
        class={`picture ${onDrag ? `draggable ${grips ? 'scrollable' : ''}` : onPress ? 'pressable' : ''}`}
        data-panel={id}
        style={{ aspectRatio: `${width} / ${height}`, minWidth: leastWidth && `${leastWidth}px` }}
        {...(onKey ? asSlider(`${id}-title`, shownAtFocus ?? label) : { role: 'img', 'aria-label': label })}
        aria-describedby={keys && `${id}-keys`}
        {...hand}
        onClick={(event) => onPress?.(placeOf(event))}
        onFocus={(event) => {
          keepShown(label);
          tellKeys(event.currentTarget.matches(':focus-visible'));
        }}
        onBlur={() => {
          keepShown(undefined);
          onceReleased(() => tellKeys(false));
        }}
        onKeyDown={(event) => {
          // With Ctrl, Alt or ⌘ a key belongs to the browser: back, close, history.
          if (event.ctrlKey || event.altKey || event.metaKey) return;
          if (onKey?.(event.key)) {
            event.preventDefault();
            event.stopPropagation();
          } else if (event.key === 'Escape') tellKeys(false);
        }}
      >
        {raster && <Pixels raster={raster} style={{ inset: 0, width: '100%', height: '100%' }} />}
        {tiles?.map((tile) => (
          <Pixels
            key={`${tile.x} ${tile.y}`}
            raster={tile.raster}
            style={{
              left: `${(100 * tile.x) / width}%`,
              top: `${(100 * tile.y) / height}%`,
              width: `${(100 * tile.width) / width}%`,
              height: `${(100 * tile.height) / height}%`,
            }}
          />
        ))}
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {marks}
        </svg>
        {grips?.map((grip, i) => (
          <Hold key={String(i)} grip={grip} panel={panel} />
        ))}
      </div>
    </>
  );
  return (
    <div class={isSmall ? 'panel small' : 'panel'} style={{ width: `${width}px` }}>
      <h4 id={`${id}-title`}>{title}</h4>
      {above}
      {leastWidth === undefined ? (
        picture
      ) : (
        <Wide name={title} lookAt={lookAt?.map((x) => x / width)}>
          {picture}
        </Wide>
      )}
      {keys && (
        <p class="keys" ref={keysHint} id={`${id}-keys`} hidden={!keysTold} aria-hidden="true">
          {keys}
        </p>
      )}
    </div>
  );
}

/**
 * A picture that takes keys is a slider in two directions: screen readers give arrow keys to sliders, and those of phones make them of swipes. To Orca and
 * phones an `application` is silent and has no keys.
 * @param shows what the picture showed when it got the focus: told with its name; what keys change is the status's to tell
 */
const asSlider = (title: string, shows: string) => ({
  role: 'slider' as const,
  'aria-roledescription': say('picture for the arrow keys'),
  'aria-labelledby': title,
  'aria-valuenow': 0,
  'aria-valuetext': shows,
  tabIndex: 0,
});

/** Where a finger takes hold: as large as what is there, and at least as wide as a finger. */
function Hold({ grip: { x, y, width, height }, panel }: { grip: Grip; panel: Panel }) {
  const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
  return (
    <div
      class="grip"
      style={{
        left: share(x + width / 2, panel.width),
        top: share(y + height / 2, panel.height),
        width: share(width, panel.width),
        height: share(height, panel.height),
      }}
    />
  );
}

/** While a mouse is down, nothing may move below it: what it presses took the focus, and the keys' place goes with it. */
function onceReleased(work: () => void): void {
  if (document.documentElement.matches(':active')) addEventListener('mouseup', work, { once: true, capture: true });
  else work();
}

/** Two of this width stand side by side on a phone, each a little smaller. */
const smallPicture = 200;

function Pixels({ raster, style }: { raster: Raster; style: Record<string, string | number> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current) paint(canvas.current, raster);
  }, [raster]);
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus, and the picture around it has the name
  return <canvas ref={canvas} width={raster.width} height={raster.height} style={style} aria-hidden="true" />;
}

/** Writes a raster into a canvas of its size. */
function paint(canvas: HTMLCanvasElement, { width, height, depth, pixels, palette }: Raster): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) {
      const value = depth === 3 ? pixels[3 * i + c] : palette ? palette[3 * pixels[i] + c] : pixels[i];
      image.data[4 * i + c] = value;
    }
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
