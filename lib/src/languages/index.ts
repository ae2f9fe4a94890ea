/** Texts in the reader's language: what suites and notebooks say by themselves. */
import './kernel';

export { type FiguresOptions, figures, percents, say, sayCount } from './say';
