import type { CallSyntax } from '../formats/tool-format.ts';
import { doubtLimit } from './call-reader.ts';
import { skipSpace } from './white-space.ts';

/** Whether one of the units that a syntax begins with stands here; undefined: that is known once more has arrived. */
export function mayStart(syntax: CallSyntax, input: string, at: number): boolean | undefined {
  const { starts = '' } = syntax;
  const unit = input.charAt(at);
  if (unit !== '' && starts.includes(unit)) return true;
  const isList = 'list' in syntax && syntax.list === 'brackets';
  if (unit !== '[' || !isList) return unit === '' ? undefined : false;
  const itemAt = skipSpace(input, at + 1);
  if (itemAt - at > doubtLimit) return false;
  const item = input.charAt(itemAt);
  return item === '' ? undefined : starts.includes(item);
}
