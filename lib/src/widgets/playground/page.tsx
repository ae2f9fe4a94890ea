import { starter } from '../page/start';
import { playground } from './view';

export const start = starter(playground);
