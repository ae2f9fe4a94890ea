import { sayCount } from '../languages/say';

/** '2.5 points', in the language of the work: in French '2,5 points', and '0,5 point'. */
export const sayPoints = (n: number): string => sayCount(n, '{n} point', '{n} points');
