import type { JsonValue } from '../../shared/json.ts';
import type { RecordedValue } from '../events.ts';

/** What stands for a text or a value where only sameness matters: 64 bits and its length. */
export interface Digest {
  high: number;
  low: number;
  /** Characters of the text; of a value, those of the texts in it. */
  length: number;
}

export function startDigest(): Digest {
  return { high: 0x81_1c_9d_c5 | 0, low: 0x9e_37_79_b1 | 0, length: 0 };
}

/** Goes on with more text: two pieces one after another give what the whole gives. */
export function addText(digest: Digest, text: string): void {
  let { high, low } = digest;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x01_00_01_93);
    low = Math.imul((low ^ (low >>> 15)) + unit, 0x85_eb_ca_6b);
  }
  digest.high = high;
  digest.low = low;
  digest.length += text.length;
}

/** Goes on with a text that may as well have come before others of its kind, but not before what came otherwise. */
export function addAnyOrder(digest: Digest, text: string): void {
  const own = startDigest();
  addText(own, text);
  digest.high = (digest.high + own.high) | 0;
  digest.low = (digest.low + own.low) | 0;
  digest.length += own.length;
}

export function isSameDigest(one: Digest | undefined, other: Digest | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.high === other.high && one.low === other.low && one.length === other.length;
}

/** The digest of a recorded value; objects with the same keys and values have the same one, in whatever order they stand. */
export function digestValue(recorded: RecordedValue): Digest {
  const digest = startDigest();
  if ('hash' in recorded) {
    addText(digest, recorded.hash);
    digest.length = recorded.bytes;
  } else addValue(digest, recorded.value);
  return digest;
}

function addValue(digest: Digest, value: JsonValue | undefined): void {
  if (typeof value === 'string') {
    addText(digest, `s${value.length}:`);
    addText(digest, value);
  } else if (typeof value !== 'object' || value === null) {
    addText(digest, `${String(value)};`);
  } else if (Array.isArray(value)) {
    addText(digest, '[');
    for (const item of value as readonly JsonValue[]) addValue(digest, item);
    addText(digest, ']');
  } else {
    let [high, low, length] = [0, 0, 0];
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      const entry = startDigest();
      addValue(entry, key);
      addValue(entry, item);
      // Sums do not ask for an order.
      high = (high + entry.high) | 0;
      low = (low + entry.low) | 0;
      length += entry.length;
    }
    addText(digest, `{${high},${low}}`);
    digest.length += length;
  }
}
