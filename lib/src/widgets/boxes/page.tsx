import { starter } from '../page/start';
import { boxesWidget } from './view';

export const start = starter(boxesWidget);
