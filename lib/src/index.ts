/** The public face of ConvoLab: everything that notebooks import. */

export * from './datasets';
export * from './display';
export * from './engine';
export * from './exercises';
export * from './languages';
export * from './maths';
export * from './models';
export * from './training';
export * from './visualizers';
