/** Submitted text made safe to look at: what is invisible or turns a line around is written out. */

/**
 * Characters that are not seen or that turn a line around: controls but tab and line feed, formats, halves of characters,
 * separators of lines, fillers. The joiner inside of an emoji hides nothing.
 */
const hidden =
  /(?![\t\n]|(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu;

const escaped = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** The text with every hidden character written as \u{…}. */
export function shown(text: string, limit = 20_000): string {
  const whole = text.replace(hidden, escaped);
  return whole.length > limit ? `${whole.slice(0, limit)}…` : whole;
}

/** A name from a submission, in quotes; letters of other alphabets are written out, because they can look like ours. */
export function shownName(name: string): string {
  const plain = name.normalize('NFC').replace(/[^\x20-\x7e]/gu, escaped);
  return `"${plain.length > 60 ? `${plain.slice(0, 60)}…` : plain}"`;
}

/** The hidden characters of a text, each once: 'U+202E in line 3'. */
export function hiddenCharacters(text: string): string[] {
  const found = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    for (const [character] of line.matchAll(hidden)) {
      // a line of a file from Windows ends with one, and nothing is hidden by it
      if (character === '\r') continue;
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      if (!found.has(code)) found.set(code, index + 1);
    }
  }
  return [...found].map(([code, line]) => `U+${code} in line ${line}`);
}

/** Letters of Cyrillic, Greek and Turkish, each before the Latin letter that it looks like. */
const twins =
  'аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSαaοoρpνvιiκkτtυuΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXıi';
const lookAlikes = new Map(Array.from({ length: twins.length / 2 }, (_, i) => [twins[2 * i], twins[2 * i + 1]]));

/** The name as it looks: compatibility forms made plain, letters of other alphabets replaced by the Latin twin. */
export function skeleton(name: string): string {
  return [...name.normalize('NFKC')].map((letter) => lookAlikes.get(letter) ?? letter).join('');
}
