import { isJsonObject } from '../../shared/json.ts';
import type { MillraceError } from '../../shared/errors.ts';

/** The errors that another try may cure; all others stay what they are however often one asks. */
export const retryableCodes: ReadonlySet<string> = new Set([
  'provider_unreachable',
  'provider_rate_limited',
  'provider_failed',
  'provider_timeout',
  'provider_error',
  'no_finish_reason',
]);

/** How long the provider asked to wait, ms; undefined if it did not. Stands in the error's details. */
export function readRetryAfterMs(error: MillraceError): number | undefined {
  const { details } = error;
  const wait = isJsonObject(details) ? details.retryAfterMs : undefined;
  return typeof wait === 'number' && wait >= 0 ? wait : undefined;
}
