/** The public face of ConvoLab: everything that notebooks import. */
export * from './maths';
export * from './engine';
export * from './datasets';
export * from './visualizers';
export * from './display';
