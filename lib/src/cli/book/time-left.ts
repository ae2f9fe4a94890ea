/** How long a book still takes. */
import { say } from '../../languages/say';

/** Seconds that a chapter takes when nobody knows: about the middle of the course's own. */
const usual = 150;

export interface Waiting {
  name: string;
  /** seconds that it took last time */
  before?: number;
}

/** Estimates the time left from how long chapters took last time, and how this time compares with it. */
export class TimeLeft {
  readonly #waiting: Map<string, number>;
  #expected = 0;
  #took = 0;

  constructor(chapters: Waiting[]) {
    const known = chapters.flatMap(({ before }) => before ?? []);
    const mean = known.length > 0 ? known.reduce((sum, seconds) => sum + seconds, 0) / known.length : usual;
    this.#waiting = new Map(chapters.map(({ name, before }) => [name, before ?? mean]));
  }

  done(name: string, seconds: number): void {
    this.#expected += this.#waiting.get(name) ?? 0;
    this.#took += seconds;
    this.#waiting.delete(name);
  }

  /** @param spent seconds since the chapter that runs was begun */
  seconds(running?: string, spent = 0): number {
    const pace = this.#expected > 0 ? this.#took / this.#expected : 1;
    return [...this.#waiting].reduce(
      (sum, [name, expected]) => sum + Math.max(name === running ? pace * expected - spent : pace * expected, 0),
      0,
    );
  }
}

/** 'about 3 min', 'less than a minute' */
export function roughly(seconds: number): string {
  return seconds < 60 ? say('less than a minute') : say('about {minutes} min', { minutes: Math.round(seconds / 60) });
}
