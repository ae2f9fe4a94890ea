import { join } from 'node:path';
import { stateFolder } from '../../lib/src/project';

export const screenshots = join(stateFolder, 'screenshots');

/**
 * Pictures are for the eye and prove nothing, and drawing a page of 40,000 pixels takes ten times as long as looking at it: with
 * `npm run test:full` there is one of every figure and of every page from top to bottom, else one of what is seen at first.
 */
export const allPictures = process.env.CONVOLAB_ALL_PICTURES === '1';
