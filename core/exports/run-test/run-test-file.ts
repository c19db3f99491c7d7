import * as z from 'zod';
import type { Answer } from '../../contracts/questions.ts';
import type { RunState } from '../../contracts/events.ts';
import type { ModelOverrides } from '../../model/run-request.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

const runTestFormat = 'millrace/test';
const runTestVersion = 1;
/** How the names of test files end. */
export const runTestEnding = '.millrace-test.json';

/** What a value must be; of several members all must hold. */
export interface ValueCheck {
  readonly equals?: JsonValue;
  /** A text that stands in it; other values are written as JSON first. */
  readonly contains?: string;
  /** A regular expression, as JavaScript has them. */
  readonly matches?: string;
  readonly schema?: JsonObject;
}

/** A tool call that a model must make. */
export interface ExpectedCall {
  readonly name: string;
  /** Absent where any will do. */
  readonly arguments?: JsonValue;
}

/** What a run must come to; what is absent is not looked at. */
export interface Expectations {
  /** Default: done. */
  readonly state?: Exclude<RunState, 'running'>;
  /** The code of the run's error. */
  readonly error?: string;
  readonly output?: ValueCheck;
  /** By a node's id or title and its output's id; of a node that ran several times, the last. */
  readonly nodes?: Readonly<Record<string, Readonly<Record<string, ValueCheck>>>>;
  /** All calls that models made, in their order. */
  readonly toolCalls?: readonly ExpectedCall[];
  readonly maxDurationMs?: number;
  /** Of input and output together. */
  readonly maxTokens?: number;
}

/** A test of a flow: what it is given, what its models answer, and what must come of it. */
export interface RunTest {
  readonly format: typeof runTestFormat;
  readonly formatVersion: typeof runTestVersion;
  readonly name: string;
  /** The flow itself, or the path of its file from where the test stands. */
  readonly flow: JsonObject | string;
  readonly input: string | JsonObject;
  /** What replaced the connection, model or format of the flow's models. */
  readonly overrides?: ModelOverrides;
  /** The lines of a traffic file; absent where no model is asked but the demo model. */
  readonly traffic?: readonly string[];
  /** What people answer, in the order in which each node asks. */
  readonly answers?: readonly { readonly node: string; readonly answer: Answer }[];
  readonly expect: Expectations;
}

const json = z.unknown() as z.ZodType<JsonValue>;
const jsonObject = z.record(z.string(), json) as unknown as z.ZodType<JsonObject>;
const check = z
  .strictObject({
    equals: json.optional(),
    contains: z.string().optional(),
    matches: z.string().refine(isPattern, 'is no regular expression').optional(),
    schema: jsonObject.optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'says nothing to check');

const answer = z.union([
  z.strictObject({ type: z.literal('approve'), subject: json.optional() }),
  z.strictObject({ type: z.literal('deny'), reason: z.string() }),
  z.strictObject({ type: z.literal('reply'), value: json }),
]);

const runTest = z.strictObject({
  format: z.literal(runTestFormat),
  formatVersion: z.literal(runTestVersion),
  name: z.string().min(1).max(1_000),
  flow: z.union([z.string().min(1), jsonObject]),
  input: z.union([z.string(), jsonObject]),
  overrides: z
    .strictObject({
      connection: z.string().optional(),
      model: z.string().optional(),
      rawFormat: z.string().optional(),
    })
    .optional(),
  traffic: z.array(z.string()).optional(),
  answers: z.array(z.strictObject({ node: z.string(), answer })).optional(),
  expect: z.strictObject({
    state: z.enum(['done', 'failed', 'cancelled', 'interrupted']).optional(),
    error: z.string().optional(),
    output: check.optional(),
    nodes: z.record(z.string(), z.record(z.string(), check)).optional(),
    toolCalls: z.array(z.strictObject({ name: z.string(), arguments: json.optional() })).optional(),
    maxDurationMs: z.number().positive().optional(),
    maxTokens: z.number().min(0).optional(),
  }),
});

function isPattern(text: string): boolean {
  try {
    return RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** Reads a test file. Throws `test_invalid`, which names what is wrong, or `test_newer`. */
export function parseRunTest(text: string): RunTest {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw invalid(`It is no JSON: ${(error as Error).message}.`);
  }
  const { format, formatVersion } = (value ?? {}) as Partial<RunTest>;
  if (format === runTestFormat && Number(formatVersion) > runTestVersion) {
    throw new MillraceError('test_newer', 'This test was written by a newer version of Millrace.', {
      action: 'Update Millrace to run it.',
    });
  }
  const parsed = runTest.safeParse(value);
  if (parsed.success) return value as RunTest;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  throw invalid(`${place === '' ? 'It' : place}: ${issue?.message ?? 'is not understood'}.`);
}

function invalid(why: string): MillraceError {
  return new MillraceError('test_invalid', `This is no test of a run. ${why}`, {
    action: 'Make one from a run: millrace test --from last.',
  });
}

/** A test file's text. */
export function writeRunTest(test: RunTest): string {
  return `${JSON.stringify(test, undefined, 2)}\n`;
}
