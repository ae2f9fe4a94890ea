import { starter } from '../page/start';
import { activationsWidget } from './view';

export const start = starter(activationsWidget);
