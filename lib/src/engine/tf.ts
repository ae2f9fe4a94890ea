import * as tf from '@tensorflow/tfjs';
import { guardUntilReady } from './guard';

guardUntilReady();

/** The one TensorFlow.js of the course. Write `await engineReady()` before its first use: that puts it on the fastest engine. */
export { tf };
