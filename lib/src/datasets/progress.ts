/** How far a download has come. */
export interface Progress {
  /** what is downloaded, such as `'CIFAR-10'` */
  name: string;
  /** bytes that are here, those of an earlier try included */
  received: number;
  /** bytes of the whole file */
  total: number;
  /** average of this try; 0 at its beginning */
  bytesPerSecond: number;
  /** seconds that are left at that speed; undefined while the speed is unknown */
  secondsLeft?: number;
}

/** Keeps the time of one download and makes a {@link Progress} of each count of bytes. `now` is in milliseconds. */
export function stopwatch(name: string, total: number, now: () => number = Date.now): (received: number) => Progress {
  let start: { time: number; received: number } | undefined;
  return (received) => {
    // fewer than at the start: the server made us begin again
    if (!start || received < start.received) start = { time: now(), received };
    const seconds = (now() - start.time) / 1000;
    const bytesPerSecond = seconds > 0 ? (received - start.received) / seconds : 0;
    if (bytesPerSecond === 0) return { name, received, total, bytesPerSecond };
    return { name, received, total, bytesPerSecond, secondsLeft: (total - received) / bytesPerSecond };
  };
}

/** One line of text, such as `CIFAR-10: 42 of 170 MB, 25 %, 3.1 MB/s, 41 s left`. */
export function progressLine({ name, received, total, bytesPerSecond, secondsLeft }: Progress): string {
  const parts = [
    `${name}: ${megabytes(received)} of ${megabytes(total)} MB`,
    `${Math.floor((100 * received) / total)} %`,
  ];
  if (secondsLeft !== undefined) {
    parts.push(`${megabytes(bytesPerSecond)} MB/s`, `${duration(secondsLeft)} left`);
  }
  return parts.join(', ');
}

/**
 * A callback that says a line at the beginning, then one every `seconds`, and one at the end. Whole lines, not a bar
 * that redraws itself: the output of a notebook cell has no cursor.
 */
export function progressLines(
  say: (line: string) => void,
  seconds = 5,
  now: () => number = Date.now,
): (progress: Progress) => void {
  let last: number | undefined;
  return (progress) => {
    const time = now();
    const due = last === undefined || time - last >= 1000 * seconds || progress.received === progress.total;
    if (!due) return;
    last = time;
    say(progressLine(progress));
  };
}

/** `bytes` in millions, with one digit after the point below ten: `0.3`, `3.1`, `170`. */
export function megabytes(bytes: number): string {
  const millions = bytes / 1e6;
  return millions < 9.95 ? millions.toFixed(1) : millions.toFixed(0);
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
