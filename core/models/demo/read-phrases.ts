import { readQuoted } from './read-entities.ts';
import { months, weekdays } from './words.ts';

/** The words that a free text parameter wants: a quoted text, what follows "for" or "about", or the whole question. */
export function readPhrase(asked: { readonly part: string; readonly whole: string }): string {
  const quoted = readQuoted(asked.part)[0] ?? readQuoted(asked.whole)[0];
  if (quoted !== undefined) return quoted;
  const text = asked.part.trim().replace(/[?.!。？！]+$/, '');
  const subject = /\b(?:for|about|saying|that says)\s+(.+)$/i.exec(text)?.[1];
  if (subject !== undefined) return subject;
  const object =
    /^(?:please\s+)?(?:translate|say|send|summari[sz]e|count|search|look up|find)\s+(.+?)(?:\s+(?:to|into|in)\s+\p{Lu}\p{L}+)?$/iu;
  return object.exec(text)?.[1] ?? text;
}

/** The first sum or formula of a text. */
export function readExpression(text: string): string | undefined {
  const found = text
    .match(/[(\d][\d\s.,+\-*/^()%×÷x]*[\d)%]/g)
    ?.find((match) => /[+\-*/^×÷x%]/.test(match));
  return found?.trim();
}

/** A date or a day, as the text names it. */
export function readDate(text: string): string | undefined {
  const iso = /\b\d{4}-\d{2}-\d{2}\b/.exec(text)?.[0];
  if (iso !== undefined) return iso;
  const words = text.match(/\p{L}+|\d+/gu) ?? [];
  for (const [place, word] of words.entries()) {
    const lower = word.toLowerCase();
    if (['today', 'tomorrow', 'tonight', 'yesterday'].includes(lower)) return lower;
    if (weekdays.has(lower)) return word;
    const day = words[place + 1];
    if (months.has(lower) && day !== undefined && /^\d/.test(day)) return `${word} ${day}`;
  }
  return /今天|明天|后天|昨天/.exec(text)?.[0];
}

/** The first e-mail or web address of a text. */
export function readAddress(text: string): string | undefined {
  return /https?:\/\/[^\s"')]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.exec(text)?.[0];
}
