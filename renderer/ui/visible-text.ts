/** Whatever may be hidden: most texts hold none of it, and are through with one look. */
const suspicious = new RegExp(
  [
    '[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F]',
    '[\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF\\u{E0000}-\\u{E007F}]',
  ].join('|'),
  'u',
);

/**
 * What text hides: controls, overrides of its direction, tags. Joiners and direction marks count only where no
 * script needs them: a joiner stands between letters or emoji, a direction mark beside a letter, a break in a text of a
 * script without spaces, and tags follow a flag.
 */
const hidden = new RegExp(
  [
    '[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]',
    '(?<![\\p{Script=Thai}\\p{Script=Khmer}\\p{Script=Lao}\\p{Script=Myanmar}])\\u200B',
    '(?<![\\p{L}\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])[\\u200C\\u200D]',
    '[\\u200C\\u200D](?![\\p{L}\\p{M}\\p{Extended_Pictographic}])',
    '(?<![\\p{L}\\p{M}])[\\u200E\\u200F](?![\\p{L}\\p{M}])',
    '(?<!\\u{1F3F4}[\\u{E0020}-\\u{E007F}]*)[\\u{E0000}-\\u{E007F}]',
  ].join('|'),
  'gu',
);

/** Text from models and files as it may be shown: what it hides stands in it as marks such as ⟨U+202E⟩. */
export function showHidden(text: string): string {
  if (!suspicious.test(text)) return text;
  return text.replace(hidden, (letter) => `⟨U+${codeOf(letter)}⟩`);
}

/** The text that marks stand for. */
export function withoutMarks(shown: string): string {
  return shown.replace(/⟨U\+([0-9A-F]{4,5})⟩/g, (mark, code: string) => {
    const letter = String.fromCodePoint(Number.parseInt(code, 16));
    return suspicious.test(letter) ? letter : mark;
  });
}

/** From now on, what is selected and copied is the text itself, not its marks; editors copy as they always do. */
export function copyWithoutMarks(page: Document): void {
  page.addEventListener('copy', (event) => {
    if (event.defaultPrevented || event.clipboardData === null) return;
    const shown = page.getSelection()?.toString() ?? '';
    const text = withoutMarks(shown);
    if (text === shown) return;
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  });
}

function codeOf(letter: string): string {
  return (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
