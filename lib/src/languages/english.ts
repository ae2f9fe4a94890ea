/** English texts with places for values: what is said where there are no translations, such as in the sandbox of an answer. */

/** The names in braces of a text. */
export type Places<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;

/** A value for each place of a text; no argument for a text without places, or for one that was read from somewhere. */
export type Values<Text extends string> = [Places<Text>] extends [never]
  ? []
  : string extends Text
    ? []
    : [{ [Name in Places<Text>]: string | number }];

/** The text as it is, filled in. The one who shows it says it again in the reader's language: `sayAgain`. */
export function inEnglish<Text extends string>(text: Text, ...[values]: Values<Text>): string {
  return filled(text, values);
}

/** Marks a text of a table, which is said later: `say(words[status])`. */
export function toSay<Text extends string>(text: Text): Text {
  return text;
}

export function filled(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}
