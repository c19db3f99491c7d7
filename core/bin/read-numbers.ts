import { MillraceError } from '../shared/errors.ts';

/** The number of an option, at least 0; throws `invalid_argument`. */
export function readNumber(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new MillraceError('invalid_argument', `${option} cannot be "${text}".`, {
    action: 'Give a number that is not negative.',
  });
}

/** The whole number of an option, at least 1; throws `invalid_argument`. */
export function readCount(option: string, text: string): number {
  const value = readNumber(option, text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new MillraceError('invalid_argument', `${option} cannot be "${text}".`, {
    action: 'Give a whole number, 1 or more.',
  });
}
