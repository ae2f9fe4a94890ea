/** The public face of ConvoLab: everything that notebooks import. */

import { sayError } from './languages/say-error';
import { sayShapeErrors } from './maths/shapes';
import { sayUserErrors } from './user-error';

export * from './datasets';
export * from './display';
export * from './engine';
export * from './exercises';
export * from './languages';
export * from './maths';
export * from './models';
export * from './training';
export * from './visualizers';

sayShapeErrors(sayError);
sayUserErrors(sayError);
