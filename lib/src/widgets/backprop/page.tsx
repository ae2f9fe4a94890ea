import { starter } from '../page/start';
import { backprop } from './view';

export const start = starter(backprop);
