import { join } from 'node:path';
import type { Notebook } from '../../lib/src/cli/notebook/find';
import { writeWhole } from '../../lib/src/project';

/**
 * What VS Code does with HTML outputs, on a page without VS Code: they stand in a frame, where its renderer sets `innerHTML`, makes each script again so
 * that it runs, and hands keys that bubble up to the window to the notebook, which takes them as commands. The frame is as high as all outputs together:
 * what scrolls is the notebook around it, so no script in it can scroll. Stricter than VS Code, the frame has an opaque origin, so storage is refused, and a
 * content security policy.
 *
 * Seen in code-server 4.139.1, extensions/notebook-renderers and handleInnerKeydown of workbench/contrib/webview, and in a notebook open in 4.100.3.
 *
 * @returns the page to open; `keysOfNotebook` in its window has the keys that the notebook got
 */
export function writeNotebookWebview(folder: string, notebook: Notebook): string {
  const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []) as {
    data?: Record<string, string | string[]>;
  }[];
  const html = outputs.flatMap(({ data }) => (data?.['text/html'] ? [[data['text/html']].flat().join('')] : []));
  writeWhole(join(folder, 'webview.html'), frame(html));
  const page = join(folder, 'notebook-webview.html');
  writeWhole(page, workbench);
  return page;
}

const workbench = `<!doctype html><title>Notebook</title>
<style>body { margin: 0 } iframe { width: 990px; height: 20000px; border: 0 }</style>
<script>
  const keysOfNotebook = [];
  addEventListener('message', ({ data }) => keysOfNotebook.push(data));
</script>
<iframe title="Outputs" sandbox="allow-scripts" src="webview.html"></iframe>`;

const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

const frame = (outputs: string[]): string => `<!doctype html><html lang="en"><title>Outputs</title>
<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><body>
<script type="application/json" id="outputs">${JSON.stringify(outputs).replace(/</g, '\\u003c')}</script>
<script>
  addEventListener('keydown', ({ key, ctrlKey }) => parent.postMessage((ctrlKey ? 'Ctrl+' : '') + key, '*'));
  const outputs = JSON.parse(document.getElementById('outputs').textContent);
  const places = outputs.map(() => document.body.appendChild(document.createElement('div')));
  function renderOutput(i) {
    const element = document.createElement('div');
    element.innerHTML = outputs[i];
    places[i].replaceChildren(element);
    for (const { text } of [...element.getElementsByTagName('script')]) {
      const script = document.createElement('script');
      script.text = text;
      element.appendChild(script).parentNode.removeChild(script);
    }
  }
  outputs.forEach((_, i) => renderOutput(i));
</script></body></html>`;
