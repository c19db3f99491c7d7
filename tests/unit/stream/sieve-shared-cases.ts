import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../../core/shared/json.ts';

/** One of the cases that every reader of tool calls must pass. */
interface SharedCase {
  readonly id: string;
  readonly format: string;
  readonly tools: readonly { readonly name: string }[];
  readonly text: string;
  readonly options?: { readonly startInReasoning?: boolean };
  readonly expect: {
    readonly visible_text: string;
    readonly reasoning: string;
    readonly calls: readonly { readonly name: string; readonly arguments: JsonObject }[];
    readonly errors?: readonly string[];
  };
}

const file = new URL('../../fixtures/tool-calls/cases.json', import.meta.url);

export const sharedCases = JSON.parse(readFileSync(file, 'utf8')) as readonly SharedCase[];
