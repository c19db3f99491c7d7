import type { ErrorInfo } from '../shared/errors.ts';
import { isJsonObject } from '../shared/json.ts';
import type { JsonValue } from '../shared/json.ts';

/** A step from a model that failed to the next one. */
export interface FallbackStep {
  /** How people are told of the model that failed; absent where that is not known. */
  readonly from?: string;
  /** How people are told of the next model, such as `groq · llama-3.3-70b`. */
  readonly to: string;
  /** Why the one before it failed. */
  readonly error: ErrorInfo;
}

/** The step that a `fallback` event or note holds; undefined for a value that is none. */
export function readFallbackStep(value: JsonValue): FallbackStep | undefined {
  if (!isJsonObject(value)) return undefined;
  const { from, to } = value;
  const error = readErrorInfo(value['error']);
  if (typeof to !== 'string' || error === undefined) return undefined;
  return { ...(typeof from === 'string' ? { from } : {}), to, error };
}

/** The error that an event or note holds; undefined for a value that is none. */
export function readErrorInfo(value: JsonValue | undefined): ErrorInfo | undefined {
  if (!isJsonObject(value)) return undefined;
  const isError = typeof value['code'] === 'string' && typeof value['message'] === 'string';
  return isError ? (value as unknown as ErrorInfo) : undefined;
}
