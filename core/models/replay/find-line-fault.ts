import * as z from 'zod';
import { decodeBase64 } from './base64.ts';

const number = z.int().min(1);
const timeMs = z.number().min(0);
const error = z.looseObject({ code: z.string(), message: z.string() });
const price = z.looseObject({ inputPerMillion: z.number(), outputPerMillion: z.number() });
const message = z.looseObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  toolCalls: z.array(z.looseObject({ id: z.string() })).optional(),
});
const outcome = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('done') }),
  z.looseObject({ kind: z.literal('failed'), error }),
  z.looseObject({ kind: z.literal('resent') }),
]);

/** What each line must hold to be played; more than that is let pass. */
const lines = {
  turn: z.looseObject({
    turn: number,
    connection: z.string(),
    request: z.looseObject({
      model: z.string(),
      messages: z.array(message),
      tools: z.array(z.looseObject({})),
    }),
  }),
  request: z.looseObject({
    turn: number,
    exchange: number,
    timeMs,
    api: z.enum(['chat-completions', 'responses']),
    rawFormat: z.string().optional(),
    startInReasoning: z.union([z.boolean(), z.literal('likely')]).optional(),
    price: price.optional(),
    fallbacks: z.array(z.looseObject({ to: z.string(), error })).optional(),
  }),
  response: z.looseObject({ exchange: number, timeMs, status: z.int() }),
  chunk: z.union([
    z.looseObject({ exchange: number, timeMs, text: z.string() }),
    z.looseObject({
      exchange: number,
      timeMs,
      base64: z.string().refine(isBase64, 'it is no base64'),
    }),
  ]),
  end: z.looseObject({ exchange: number, timeMs, outcome }),
};

/** Why an object is no line of a traffic file that could be played, in half a sentence; undefined when it is one. */
export function findLineFault(value: object): string | undefined {
  const { type } = value as { readonly type?: unknown };
  if (typeof type !== 'string' || !Object.hasOwn(lines, type)) return 'its type is unknown';
  const { error: failure } = lines[type as keyof typeof lines].safeParse(value);
  if (failure === undefined) return undefined;
  const path = failure.issues[0]?.path.join('.') ?? '';
  return path === '' ? `it is no whole “${type}”` : `its ${path} is missing or wrong`;
}

function isBase64(text: string): boolean {
  try {
    decodeBase64(text);
    return true;
  } catch {
    return false;
  }
}
