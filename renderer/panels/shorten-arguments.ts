import { isJsonObject } from '../../core/shared/json.ts';

const longestValue = 60;

/** A call's arguments in short: the values alone, such as `Tokyo, celsius`; what is not JSON (yet) as it is. */
export function shortenArguments(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isJsonObject(parsed)) return Object.values(parsed).map(shortenValue).join(', ');
  } catch {
    // Still being written, or never was JSON: people see it as it stands.
  }
  return text;
}

function shortenValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
