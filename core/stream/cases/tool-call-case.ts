import * as z from 'zod';
import type { ToolSpec } from '../../contracts/chat.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

/** The format id of a raw HTTP body, which is split on bytes instead of UTF-16 units. */
export const sseFormatId = 'openai-sse';

// Checked by its own parser already; a schema would drop a key such as __proto__.
const jsonValue = z.custom<JsonValue>((value) => value !== undefined);
const jsonObject = z.record(z.string(), z.json());
const caseTool = z.object({
  name: z.string(),
  // A type's name, or a whole JSON schema.
  params: z.record(z.string(), z.union([z.string(), jsonObject])).optional(),
});
const toolCallCase = z.object({
  id: z.string(),
  format: z.string(),
  tools: z.array(caseTool),
  text: z.string(),
  options: z.object({ startInReasoning: z.boolean().optional() }).optional(),
  expect: z.object({
    visible_text: z.string(),
    reasoning: z.string(),
    calls: z.array(z.object({ name: z.string(), arguments: jsonValue })),
    errors: z.array(z.string()).optional(),
    finish: z.string().optional(),
  }),
  note: z.string().optional(),
});

/** A tool as a case names it: its parameters with their JSON-schema types. */
export type CaseTool = z.infer<typeof caseTool>;

/** A model's complete output with what it must be read as, for any chunking. */
export type ToolCallCase = z.infer<typeof toolCallCase>;

/** What an output was read as, in the words of the cases. */
export interface TurnReading {
  readonly visible_text: string;
  readonly reasoning: string;
  readonly calls: readonly { readonly name: string; readonly arguments: JsonValue }[];
  /** Error codes, in order of appearance. */
  readonly errors: readonly string[];
  /** Why it ended, in the provider's words; null when it did not say. */
  readonly finish: string | null;
}

/** Reads a file of cases. Throws MillraceError `cases_invalid` that names the first fault and its place. */
export function parseToolCallCases(text: string): readonly ToolCallCase[] {
  return parseList(text, z.array(toolCallCase), 'cases_invalid', 'a list of cases');
}

/** Reads a file of tools. Throws MillraceError `tools_invalid` that names the first fault and its place. */
export function parseCaseTools(text: string): readonly CaseTool[] {
  return parseList(text, z.array(caseTool), 'tools_invalid', 'a list of tools');
}

function parseList<T>(text: string, schema: z.ZodType<T>, code: string, what: string): T {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MillraceError(code, `This is not JSON: ${reason}.`, {
      action: `Give a file that holds ${what}.`,
    });
  }
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new MillraceError(code, `This is not ${what}${place}: ${issue?.message ?? 'unknown'}.`, {
    action: 'Each case has id, format, tools, text and expect; each tool has name and params.',
  });
}

/** The tools as a model would be offered them. */
export function createToolSpecs(tools: readonly CaseTool[]): readonly ToolSpec[] {
  return tools.map(({ name, params = {} }) => ({
    name,
    description: '',
    parameters: {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(params).map(([key, type]): [string, JsonObject] => [
          key,
          typeof type === 'string' ? { type } : (type as JsonObject),
        ]),
      ),
    },
  }));
}
