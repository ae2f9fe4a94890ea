/** Remembers what was found out about a text: in a class, most cells are the same from submission to submission. */
export function remember<T>(find: (text: string) => T, most = 5000): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = find(text);
    if (known.size >= most) known.clear();
    if (text.length < 20_000) known.set(text, found);
    return found;
  };
}
