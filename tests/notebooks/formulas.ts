import katex from 'katex';

export interface Formula {
  text: string;
  display: boolean;
}

/** The formulas in a Markdown cell, as JupyterLab and our pages find them; code is left out. */
export function formulasIn(markdown: string): Formula[] {
  const prose = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/(`+)[^`][\s\S]*?\1/g, '');
  const found: Formula[] = [];
  const pattern =
    /\\begin\{(\w+\*?)\}[\s\S]*?\\end\{\1\}|(?<!\\)\$\$([\s\S]+?)(?<!\\)\$\$|(?<![\\$])\$(?!\s)([^$\n]+?(?:\n[^$\n]+?)*?)(?<![\\\s])\$(?!\d)|\\\\\(([\s\S]+?)\\\\\)|\\\\\[([\s\S]+?)\\\\\]/g;
  for (const match of prose.matchAll(pattern)) {
    const [whole, environment, double, single, round, square] = match;
    if (environment !== undefined) found.push({ text: whole, display: true });
    else found.push({ text: (double ?? single ?? round ?? square).trim(), display: (double ?? square) !== undefined });
  }
  return found;
}

/** What KaTeX says against a formula, or nothing: then our pages show it. */
export function formulaProblem({ text, display }: Formula): string | undefined {
  try {
    katex.renderToString(text, { displayMode: display, throwOnError: true, strict: 'ignore' });
    return undefined;
  } catch (error) {
    return `${text}: ${(error as Error).message}`;
  }
}
