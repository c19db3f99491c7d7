import type { JsonValue } from '../../core/shared/json.ts';
import { formatBytes } from './format-figures.ts';
import type { PassedValue } from './passed-values.ts';

/** What a value is, as people call it. */
export type ValueType = 'text' | 'number' | 'boolean' | 'list' | 'object' | 'nothing' | 'large';

/** A passed value's type, and its length or size in words that need no language. */
export function describeValue({ value, message }: Pick<PassedValue, 'value' | 'message'>): {
  readonly type: ValueType;
  readonly size: string;
} {
  if (value !== undefined) return { type: typeOf(value), size: sizeOf(value) };
  return { type: 'large', size: 'bytes' in message ? formatBytes(message.bytes) : '' };
}

function typeOf(value: JsonValue): ValueType {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'object';
}

function sizeOf(value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return formatBytes(new TextEncoder().encode(text).length);
}
