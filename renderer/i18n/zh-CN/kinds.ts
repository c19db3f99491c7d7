/** Words that kinds bring in English, by the English text; what is missing is shown as it came. */
export const kinds: Readonly<Record<string, string>> = {};
