/** Names of people and things as Plotly shows them: a `<` in a name is no beginning of a tag, and so no link. */
export function plotlyText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** The text on lines of at most so many characters; what does not fit on the last one is left out. */
export function wrapped(text: string, width: number, lines: number): string[] {
  const found: string[] = [''];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = found[found.length - 1];
    if (last === '') found[found.length - 1] = word.slice(0, width);
    else if (last.length + 1 + word.length <= width) found[found.length - 1] = `${last} ${word}`;
    else if (found.length < lines) found.push(word.slice(0, width));
    else {
      found[found.length - 1] = `${last.slice(0, width - 2)} …`;
      break;
    }
  }
  return found;
}
