import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Raster } from '../../visualizers/raster';
import type { Panel, Place } from '../shell/widget';

/** A panel on the page: a canvas for the pixels, an SVG for the marks, and what pointer and keys do to it. */
export function PanelPicture({ panel }: { panel: Panel }) {
  const { id, title, width, height, leastWidth, raster, tiles, marks, label } = panel;
  const { onDrag, onPress, onHover, onKey } = panel;
  const dragged = useRef(false);
  const placeOf = (event: MouseEvent): Place => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * width,
      y: ((event.clientY - box.top) / box.height) * height,
    };
  };
  const drag = (event: PointerEvent, phase: 'down' | 'move' | 'up') => {
    if (!onDrag) return;
    if (phase === 'down') {
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      dragged.current = true;
    }
    if (!dragged.current) return;
    onDrag(placeOf(event), phase);
    if (phase === 'up') dragged.current = false;
  };
  // Pixels can be made smaller where there is little room, texts cannot.
  const isSmall = width <= smallPicture && (raster !== undefined || tiles !== undefined);
  const picture = (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it has a role, which depends on whether it takes keys */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have labels */}
      <div
        class={onDrag ? 'picture draggable' : onPress ? 'picture pressable' : 'picture'}
        data-panel={id}
        style={{ aspectRatio: `${width} / ${height}`, minWidth: leastWidth && `${leastWidth}px` }}
        role={onKey ? 'application' : 'img'}
        aria-label={`${title}. ${label}`}
        tabIndex={onKey ? 0 : undefined}
        onPointerDown={(event) => drag(event, 'down')}
        onPointerMove={(event) => {
          drag(event, 'move');
          if (!dragged.current) onHover?.(placeOf(event));
        }}
        onPointerUp={(event) => drag(event, 'up')}
        onPointerCancel={(event) => drag(event, 'up')}
        onPointerLeave={() => onHover?.(undefined)}
        onClick={(event) => onPress?.(placeOf(event))}
        onKeyDown={(event) => {
          if (onKey?.(event.key)) event.preventDefault();
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
      </div>
    </>
  );
  return (
    <div class={isSmall ? 'panel small' : 'panel'} style={{ width: `${width}px` }}>
      <h4 id={`${id}-title`}>{title}</h4>
      {leastWidth === undefined ? picture : <Scrolled panel={panel}>{picture}</Scrolled>}
    </div>
  );
}

/** Wider than a narrow page, and scrolled to where the reader should look. */
function Scrolled({ panel: { width, lookAt }, children }: { panel: Panel; children: ComponentChildren }) {
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = frame;
    if (!current || lookAt === undefined) return;
    current.scrollTo({ left: (lookAt / width) * current.scrollWidth - current.clientWidth / 2, behavior: 'smooth' });
  }, [lookAt, width]);
  return (
    <div class="wide" ref={frame}>
      {children}
    </div>
  );
}

/** Two of this width stand side by side on a phone, each a little smaller. */
const smallPicture = 200;

function Pixels({ raster, style }: { raster: Raster; style: Record<string, string | number> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current) paint(canvas.current, raster);
  }, [raster]);
  return <canvas ref={canvas} width={raster.width} height={raster.height} style={style} />;
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
