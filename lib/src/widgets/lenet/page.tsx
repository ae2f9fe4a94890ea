import { starter } from '../page/start';
import { lenet } from './view';

export const start = starter(lenet);
