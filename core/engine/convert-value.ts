import type { PortType } from '../model/port.ts';
import { MillraceError } from '../shared/errors.ts';

/**
 * A value as a port takes it: text ports get anything written out, number and boolean ports read what they can.
 * Throws `wrong_value` when the value cannot be read that way.
 */
export function convertValue(value: unknown, type: PortType, portLabel: string): unknown {
  switch (type) {
    case 'text':
      if (typeof value === 'string') return value;
      return value === undefined || value === null ? '' : JSON.stringify(value);
    case 'number': {
      if (typeof value === 'number') return value;
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
      if (Number.isFinite(number)) return number;
      throw wrongValue(portLabel, 'a number', value);
    }
    case 'boolean':
      if (typeof value === 'boolean') return value;
      if (value === 'true' || value === 'false') return value === 'true';
      throw wrongValue(portLabel, 'true or false', value);
    case 'messages':
      if (Array.isArray(value)) return value;
      throw wrongValue(portLabel, 'a list of chat messages', value);
    case 'json':
    case 'any':
    case 'tool':
      return value;
  }
}

function wrongValue(portLabel: string, wanted: string, value: unknown): MillraceError {
  const shown = JSON.stringify(value) ?? 'nothing';
  return new MillraceError(
    'wrong_value',
    `The input ${portLabel} takes ${wanted}, but got ${shown.slice(0, 80)}.`,
    {
      action: 'Convert the value before this node.',
    },
  );
}
