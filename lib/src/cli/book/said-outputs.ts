/** What an English chapter shows and prints, for readers of another language: nothing is executed again. */
import { type Output, outputSaid } from '../../display/output-said';
import { inLanguage } from '../../languages/say';
import { codeCells, type Notebook } from '../notebook/find';

/** The notebook with its figures, instruments, tables and known printed lines in a language. */
export async function saidIn(language: string, notebook: Notebook): Promise<Notebook> {
  await inLanguage(language, async () => {
    for (const cell of codeCells(notebook)) {
      const said: unknown[] = [];
      for (const output of cell.outputs ?? []) said.push(await outputSaid(output as Output));
      cell.outputs = said;
    }
  });
  return notebook;
}
