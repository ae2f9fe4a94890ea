import type { ComponentChild } from 'preact';
import type { Raster } from '../../visualizers/raster';

/** A place on a panel, in the panel's own units: 0 … `width` to the right, 0 … `height` down. */
export interface Place {
  x: number;
  y: number;
}

/** Pixels on a part of a panel, in the panel's units; each pixel a crisp rectangle. */
export interface Tile {
  x: number;
  y: number;
  width: number;
  height: number;
  raster: Raster;
}

/** What a finger takes hold of, in the panel's units: from its upper left corner. */
export interface Grip {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * One picture of a widget: pixels below, marks (SVG) above. Its units are pixels of the page at full size; on a narrow page it shrinks
 * as a whole.
 */
export interface Panel {
  /** unique within the widget, lower case */
  id: string;
  /** above the picture */
  title: string;
  width: number;
  height: number;
  /** below this many pixels of the page its texts could not be read: a narrower page scrolls it sideways in place of shrinking it on */
  leastWidth?: number;
  /** what of it a narrow page scrolls to where it is out of sight, in pixels from the left edge of the panel */
  lookAt?: readonly [from: number, to: number];
  /** stretched over the whole panel, each pixel a crisp rectangle */
  raster?: Raster;
  /** several pictures side by side, such as the maps of a layer */
  tiles?: readonly Tile[];
  /** SVG elements, in the panel's units */
  marks?: ComponentChild;
  /** what the picture shows, for readers who cannot see it: beside its title, which is its name where it takes keys */
  label: string;
  /** buttons that belong to the picture, above it, where its height moves none of them */
  above?: ComponentChild;
  /** what its keys do, in a short sentence or two; shown below the picture while it has the focus */
  keys?: string;
  /**
   * What a finger drags in any direction; elsewhere it drags where it sets out sideways, and scrolls the page up and down. Undefined: it drags everywhere,
   * as a pen does.
   */
  grips?: readonly Grip[];
  /** a finger or a mouse with its button down, from where it goes down to where it is lifted */
  onDrag?(place: Place, phase: 'down' | 'move' | 'up'): void;
  /** a click, or a tap that does not scroll the page; a panel that is not dragged needs no more */
  onPress?(place: Place): void;
  /** a mouse that passes over the panel; undefined when it leaves */
  onHover?(place: Place | undefined): void;
  /** a key pressed while the panel has the focus, by the name that browsers give it; true if the panel uses it */
  onKey?(key: string): boolean;
}

/** What a widget shows in one state. */
export interface View {
  panels: Panel[];
  /** sliders, lists and buttons; see `controls.tsx` */
  controls?: ComponentChild;
  /** more below the pictures, such as the sum of a window, as HTML elements */
  details?: ComponentChild;
  /** the state in one short sentence; it is shown, and a screen reader reads it out when it changes */
  status: string;
  /** a second sentence, which changes at other times: so neither is read out for the sake of the other */
  also?: string;
  /** what keys have done that only the picture shows: not seen, but read out; always as many sentences, some of them empty */
  heard?: readonly string[];
}

/** Changes the state: with the whole next one, or from the one before. */
export type Update<State> = (next: State | ((state: State) => State)) => void;

/**
 * A live instrument. `Given` is what the notebook hands over, plain data; `State` is what the reader plays with, plain data as well, so that it can be
 * kept while a cell is run again.
 */
export interface Widget<Given, State> {
  /** its folder below `widgets` */
  name: string;
  title(given: Given): string;
  /**
   * What of the given decides whether a cell that is run again finds what the reader has set; all of it unless told. Whatever the state counts on
   * belongs to it.
   */
  remember?(given: Given): unknown;
  /** the state before anything is touched */
  initial(given: Given): State;
  /** the picture of a state; called again after each change */
  view(state: State, update: Update<State>, given: Given): View;
  /** the state after `seconds` more, while it moves by itself; undefined while it stands still */
  advance?(state: State, seconds: number, given: Given): State | undefined;
}
