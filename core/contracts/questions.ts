import type { JsonValue } from '../shared/json.ts';
import type { RecordedValue } from './events.ts';

/** What a run asks a person while it waits. */
export type Question =
  /** Whether something may be done. `subject` is what it is about, such as a call's arguments. */
  | {
      readonly type: 'approval';
      readonly text: string;
      readonly subject?: JsonValue;
      /** Whether the person may change the subject before approving. */
      readonly editable?: boolean;
    }
  /** A value: one of `choices` where there are any, else what the person writes. */
  | {
      readonly type: 'input';
      readonly text: string;
      readonly subject?: JsonValue;
      /** Whether the answer is text, or any JSON. */
      readonly format: 'text' | 'json';
      readonly choices?: readonly string[];
      readonly suggestion?: JsonValue;
    };

/** A question as it stands in the record: secrets are masked, and a large subject is kept apart. */
export type AskedQuestion =
  | (Omit<Extract<Question, { type: 'approval' }>, 'subject'> & {
      readonly subject?: RecordedValue;
    })
  | (Omit<Extract<Question, { type: 'input' }>, 'subject'> & { readonly subject?: RecordedValue });

/** What a person answers. `approve` and `deny` fit an approval, `reply` an input. */
export type Answer =
  /** `subject`: the subject as the person changed it; absent where it stays as it was. */
  | { readonly type: 'approve'; readonly subject?: JsonValue }
  | { readonly type: 'deny'; readonly reason: string }
  | { readonly type: 'reply'; readonly value: JsonValue };

/** A question that waits for its answer. */
export interface PendingQuestion {
  /** Unique within the run. */
  readonly questionId: string;
  readonly nodeId: string;
  readonly question: AskedQuestion;
}
