/** What runs in a page of the book. */
import { liveFigures, receiveFigure } from './figures';
import { navigation } from './navigation';
import { receiveIndex, search } from './search';
import { setting } from './setting';

declare global {
  interface Window {
    /** called by the scripts that hold data */
    convolabBook: { figure: typeof receiveFigure; index: typeof receiveIndex };
  }
}

window.convolabBook = { figure: receiveFigure, index: receiveIndex };

const given = setting();
navigation();
search(given);
liveFigures(given.plotly);
