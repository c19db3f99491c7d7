import type { BodyRole } from './call-reader.ts';
import type { ListItems } from './call-list-reader.ts';
import type { CallKeys } from './json-call.ts';
import { JsonCallReader } from './json-call-reader.ts';
import type { MarkerMatcher } from './marker-matcher.ts';

/** Calls as JSON objects. `element` leaves the list's closing marker to the list. */
export function createJsonItems(keys: CallKeys, element: MarkerMatcher<BodyRole>): ListItems {
  return {
    problems: { start: 'that is not JSON', inside: 'that is not JSON' },
    findStart: (input, at) =>
      at >= input.length ? 'open' : input.charAt(at) === '{' ? at : 'none',
    begin: (draft) => {
      const reader = new JsonCallReader(draft, element, { keys, hasClose: false });
      return {
        draft,
        closers: [],
        read: (input, from, outcome) => {
          const { kind, position } = reader.read(input, from, outcome);
          return { kind: kind === 'more' ? 'more' : 'done', position };
        },
      };
    },
  };
}
