import { createHash } from 'node:crypto';
import type { RecordedValue } from '../../contracts/events.ts';
import { toJsonSnapshot } from '../../shared/to-json.ts';

/** Above about this many characters of JSON a value is stored once, by its hash. */
const maxInlineSize = 16 * 1024;
const previewLength = 200;

/** A value as trace entries carry it; a large one is handed to `store` with its hash and JSON text. Never throws. */
export function recordValue(
  value: unknown,
  store: (hash: string, json: string) => void,
): RecordedValue {
  const snapshot = toJsonSnapshot(value);
  if (snapshot.size <= maxInlineSize) return { value: snapshot.value };
  const json = JSON.stringify(snapshot.value);
  const hash = hashText(json);
  store(hash, json);
  const text = typeof snapshot.value === 'string' ? snapshot.value : json;
  return { hash, bytes: Buffer.byteLength(json), preview: cutText(text, previewLength) };
}

/** The SHA-256 of a text as hexadecimal digits. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function cutText(text: string, length: number): string {
  const cut = text.slice(0, length);
  const last = cut.charCodeAt(cut.length - 1);
  const splitsPair = last >= 0xd800 && last < 0xdc00;
  return splitsPair ? cut.slice(0, -1) : cut;
}
