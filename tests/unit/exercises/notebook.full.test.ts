import { test } from 'node:test';
import { chapters } from './answers';
import { assertRight, trains } from './teachers-notebook';

for (const chapter of chapters.filter(trains)) {
  // the contest alone may take 300 s
  test(`${chapter}: the teacher's notebook is right`, { timeout: 480_000 }, () => assertRight(chapter));
}
