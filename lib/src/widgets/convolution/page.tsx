import { starter } from '../page/start';
import { convolution } from './view';

export const start = starter(convolution);
