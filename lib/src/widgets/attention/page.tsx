import { starter } from '../page/start';
import { attention } from './view';

export const start = starter(attention);
