import { useRef } from 'preact/hooks';
import type { Panel, Place } from '../shell/widget';

/** How far a finger goes, in pixels of the page, before it is told whether it drags or scrolls. */
const slop = 6;

interface Held {
  pointer: number;
  x: number;
  y: number;
  /** the last place on the panel: a pointer that is taken away tells none */
  place: Place;
  drags: boolean;
}

/**
 * What a mouse, a pen and a finger do to a panel. Where the panel has grips, a finger drags what it takes hold of there; elsewhere it taps, drags
 * where it sets out sideways, and scrolls the page where it goes up or down. A second finger and other buttons of a mouse do nothing.
 */
export function useHand({ width, height, grips, onDrag, onHover }: Panel) {
  const held = useRef<Held>();
  const placeOf = (event: MouseEvent): Place => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * width,
      y: ((event.clientY - box.top) / box.height) * height,
    };
  };
  const start = (hand: Held) => {
    hand.drags = true;
    onDrag?.(hand.place, 'down');
  };
  return {
    placeOf,
    onPointerDown: (event: PointerEvent) => {
      if (!onDrag || !event.isPrimary || event.button !== 0) return;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      const { pointerId: pointer, clientX: x, clientY: y } = event;
      held.current = { pointer, x, y, place: placeOf(event), drags: false };
      const mayScroll = grips && event.pointerType !== 'mouse' && !(event.target as Element).closest('.grip');
      if (!mayScroll) start(held.current);
    },
    onPointerMove: (event: PointerEvent) => {
      const hand = held.current;
      if (!hand) {
        if (event.pointerType !== 'touch') onHover?.(placeOf(event));
        return;
      }
      if (event.pointerId !== hand.pointer) return;
      const [right, down] = [Math.abs(event.clientX - hand.x), Math.abs(event.clientY - hand.y)];
      if (!hand.drags && right > slop && right > down) start(hand);
      hand.place = placeOf(event);
      if (hand.drags) onDrag?.(hand.place, 'move');
    },
    onPointerUp: (event: PointerEvent) => {
      const hand = held.current;
      if (event.pointerId !== hand?.pointer) return;
      if (!hand.drags) start(hand); // a tap
      held.current = undefined;
      onDrag?.(placeOf(event), 'up');
    },
    onPointerCancel: (event: PointerEvent) => {
      const hand = held.current;
      if (event.pointerId !== hand?.pointer) return;
      held.current = undefined;
      if (hand.drags) onDrag?.(hand.place, 'up');
    },
    onPointerLeave: () => onHover?.(undefined),
  };
}
