import { starter } from '../page/start';
import { receptiveFieldWidget } from './view';

export const start = starter(receptiveFieldWidget);
