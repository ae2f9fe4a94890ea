import { starter } from '../page/start';
import { augmentation } from './view';

export const start = starter(augmentation);
