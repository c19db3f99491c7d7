import type { JsonValue } from '../../shared/json.ts';

/** A value that was written as text, or one plain sentence that says why the text holds none. */
export type ReadText =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly message: string };

/** Reads a value of a type from text; `subject` begins the sentence when it cannot be read. */
export function readTypedText(
  text: string,
  type: 'text' | 'number' | 'boolean' | 'json',
  subject: string,
): ReadText {
  const trimmed = text.trim();
  switch (type) {
    case 'text':
      return { ok: true, value: text };
    case 'number': {
      const number = trimmed === '' ? Number.NaN : Number(trimmed);
      if (Number.isFinite(number)) return { ok: true, value: number };
      return { ok: false, message: `${subject} is no number: "${text.slice(0, 80)}".` };
    }
    case 'boolean':
      if (trimmed === 'true' || trimmed === 'false') return { ok: true, value: trimmed === 'true' };
      return { ok: false, message: `${subject} is neither true nor false.` };
    case 'json':
      try {
        return { ok: true, value: JSON.parse(trimmed) as JsonValue };
      } catch (error) {
        return { ok: false, message: `${subject} is not valid JSON: ${(error as Error).message}.` };
      }
  }
}
