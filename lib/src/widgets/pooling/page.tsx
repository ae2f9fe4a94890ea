import { starter } from '../page/start';
import { pooling } from './view';

export const start = starter(pooling);
