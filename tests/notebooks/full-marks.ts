import assert from 'node:assert';
import { readNotebook } from '../../lib/src/cli/notebook/find';

interface Executed {
  metadata?: { convolab?: { exercise?: string; role?: string } };
  outputs?: { data?: Record<string, string | string[]> }[];
}

/** Every check() of an executed notebook of the teacher has given all points, or has kept a text for the teacher. */
export function assertFullMarks(notebook: string): void {
  const cells = readNotebook(notebook).cells as Executed[];
  const checked = cells.filter(({ metadata }) => metadata?.convolab?.role === 'check');
  assert.ok(checked.length > 2, `${checked.length} cells check an exercise`);
  for (const { metadata, outputs = [] } of checked) {
    const id = metadata?.convolab?.exercise ?? '';
    const said = outputs.flatMap(({ data }) => data?.['text/plain'] ?? []).join('');
    const [heading] = said.split('\n');
    assert.ok(heading.startsWith(`${id} `), `the verdict on ${id} begins with "${heading}"`);
    assert.match(heading, / · (?:(\d+) of \1 points?|graded by your teacher, \d+ points?)$/, said);
  }
}
