import { starter } from '../page/start';
import { race } from './view';

export const start = starter(race);
