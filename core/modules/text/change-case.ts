/** How letters may be changed. */
export const textCases = ['lower', 'upper', 'title', 'sentence'] as const;

/** A text with its letters changed; `title` begins every word with a large one, `sentence` every sentence. */
export function changeCase(text: string, letters: (typeof textCases)[number]): string {
  const small = text.toLowerCase();
  switch (letters) {
    case 'lower':
      return small;
    case 'upper':
      return text.toUpperCase();
    case 'title':
      return small.replaceAll(/(^|[^\p{L}\p{N}'’])(\p{L})/gu, raise);
    case 'sentence':
      return small.replaceAll(/(^\s*|[.!?]\s+)(\p{L})/gu, raise);
  }
}

function raise(_all: string, before: string, letter: string): string {
  return before + letter.toUpperCase();
}
