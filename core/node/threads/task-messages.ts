import type { ErrorInfo } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';

/** Work that may take longer than anybody wants to wait, and so runs where it can be ended. */
export type Task =
  | {
      readonly kind: 'expression';
      readonly source: string;
      readonly input: JsonValue;
      readonly bindings: Readonly<Record<string, JsonValue>>;
      readonly timeoutMs: number;
    }
  | {
      readonly kind: 'pattern';
      readonly work: 'match' | 'replace' | 'split';
      readonly text: string;
      readonly pattern: string;
      readonly flags: string;
      readonly replacement: string;
    };

/** What a thread tells: once that it has loaded, then one answer per task. */
export type TaskReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly value: JsonValue | undefined }
  | { readonly kind: 'failed'; readonly error: ErrorInfo };
