import type { TelemetrySettings } from '../../core/contracts/run-exports.ts';

/** A header as the form shows it. */
export interface HeaderRow {
  readonly name: string;
  /** The value, or the name of a secret. */
  readonly value: string;
  readonly isSecret: boolean;
}

/** The settings while they are being changed. */
export interface TelemetryForm extends Omit<TelemetrySettings, 'headers'> {
  readonly headers: readonly HeaderRow[];
}

export const emptyHeader: HeaderRow = { name: '', value: '', isSecret: true };

export function toForm({ headers, ...rest }: TelemetrySettings): TelemetryForm {
  const rows = Object.entries(headers).map(([name, value]) =>
    typeof value === 'string'
      ? { name, value, isSecret: false }
      : { name, value: value.$secret, isSecret: true },
  );
  return { ...rest, headers: rows };
}

/** Rows without a name are none yet. */
export function toSettings({ headers, endpoint, ...rest }: TelemetryForm): TelemetrySettings {
  const named = headers.filter(({ name, value }) => name.trim() !== '' && value.trim() !== '');
  return {
    ...rest,
    endpoint: endpoint.trim(),
    headers: Object.fromEntries(
      named.map(({ name, value, isSecret }) => [
        name.trim(),
        isSecret ? { $secret: value.trim() } : value,
      ]),
    ),
  };
}
