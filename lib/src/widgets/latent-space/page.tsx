import { starter } from '../page/start';
import { latentSpaceWidget } from './view';

export const start = starter(latentSpaceWidget);
