import { MillraceError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Task } from './task-messages.ts';

/** Applies a regular expression of somebody's own. Throws `invalid_pattern`. */
export function runPattern(task: Extract<Task, { readonly kind: 'pattern' }>): JsonValue {
  const { work, text, pattern, flags, replacement } = task;
  const expression = readPattern(pattern, flags);
  if (work === 'replace') return text.replace(expression, replacement);
  // A split keeps what the pattern's groups match; absent groups are nothing to keep.
  if (work === 'split') return text.split(expression).filter((part) => part !== undefined);
  return Array.from(text.matchAll(expression), describeMatch);
}

/** The first group if there is one, else the whole match; an object where groups have names. */
function describeMatch(match: RegExpMatchArray): JsonValue {
  if (match.groups !== undefined) return { ...match.groups };
  return match.length > 2 ? match.slice(1) : (match[1] ?? match[0]);
}

function readPattern(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    throw new MillraceError(
      'invalid_pattern',
      `The pattern cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      { action: 'Correct the regular expression.', cause: error },
    );
  }
}
