import * as z from 'zod';
import { MillraceError } from '../../shared/errors.ts';
import { longestMatched, measurePattern } from './pattern-cost.ts';
import type { ToolFormat } from './tool-format.ts';

const marker = z.string().min(1, 'a marker is empty');
const markers = z.array(marker);
/** As many steps as a pattern with two open repetitions takes; with three, a long name could hold up the engine. */
const mostSteps = 4 * longestMatched ** 2;
const pattern = z
  .string()
  .max(300, 'it is too long for a pattern: 300 characters at most')
  .refine(isPattern, { error: 'it is no regular expression', abort: true })
  .refine(
    (source) => measurePattern(source) <= mostSteps,
    'it could take too long: use at most two of * and +, begin it with ^, and repeat no group that repeats or chooses',
  );

const callMarkers = {
  open: markers,
  close: markers,
  starts: z.string().optional(),
  bare: z.enum(['start', 'anywhere', 'section']).optional(),
  afterToolName: z.string().optional(),
  onlyOffered: z.boolean().optional(),
  namePattern: pattern.optional(),
  writtenName: z.string().includes('{name}').optional(),
};

const callSyntax = z.discriminatedUnion('body', [
  z.strictObject({
    body: z.literal('json'),
    ...callMarkers,
    nameKeys: z.array(z.string()),
    argumentKeys: z.array(z.string()),
    list: z.enum(['brackets', 'lines', 'semicolons']).optional(),
    nameIsKey: z.boolean().optional(),
  }),
  z.strictObject({
    body: z.literal('head-json'),
    ...callMarkers,
    separator: markers.min(1),
    mayLackSeparator: z.boolean().optional(),
    mayBeProse: z.boolean().optional(),
  }),
  z.strictObject({
    body: z.literal('parameters'),
    ...callMarkers,
    nameEnd: markers,
    keyOpen: markers.min(1),
    keyClose: markers,
    stringKeyClose: markers.optional(),
    jsonKeyClose: markers.optional(),
    valueOpen: markers.optional(),
    valueClose: markers.min(1),
    valueMayLackClose: z.boolean().optional(),
    trimLineBreaks: z.boolean().optional(),
    gap: z.string().regex(/^\s*$/, 'it holds more than white space').optional(),
  }),
  z.strictObject({
    body: z.literal('expression'),
    ...callMarkers,
    style: z.enum(['python', 'braces']),
    quotes: markers.optional(),
    list: z.enum(['brackets', 'lines']).optional(),
  }),
  z.strictObject({
    body: z.literal('code'),
    ...callMarkers,
    tool: z.string().min(1),
    argument: z.string().min(1),
  }),
]);

const pair = { open: markers.min(1), close: markers.min(1) };

const toolFormat = z.strictObject({
  id: z.string().regex(/^[\w.-]{1,64}$/, 'use letters, digits, dots and hyphens only'),
  title: z.string().min(1),
  isRisky: z.boolean().optional(),
  reasoning: z
    .strictObject({
      ...pair,
      startsInside: z.boolean().optional(),
      callsInside: z.boolean().optional(),
    })
    .optional(),
  section: z.strictObject(pair).optional(),
  calls: z.array(
    callSyntax.refine(
      canBegin,
      'nothing begins this call: give open, bare with starts, or afterToolName',
    ),
  ),
  segments: z
    .strictObject({
      open: markers.min(1),
      firstHeader: pattern,
      within: markers,
      headerEnd: markers.min(1),
      fixedHeaders: markers.optional(),
      close: markers,
      routes: z
        .array(
          z.strictObject({
            header: pattern,
            to: z.enum(['text', 'reasoning', 'call', 'code']),
            argument: z.string().optional(),
            onlyOffered: z.boolean().optional(),
          }),
        )
        .min(1),
      callHeader: z.string().includes('{name}'),
    })
    .optional(),
  strip: markers,
  wrappers: markers.optional(),
  stop: markers.optional(),
});

/** Something wrong with a format, with its place in the document. */
interface FormatFinding {
  readonly path: readonly (string | number)[];
  /** One plain sentence. */
  readonly message: string;
}

/** A format that a user wrote, or everything that is wrong with it. */
export type FormatReading =
  | { readonly kind: 'format'; readonly format: ToolFormat }
  | { readonly kind: 'faulty'; readonly findings: readonly FormatFinding[] };

/** Reads a format from a JSON value. */
export function parseToolFormat(value: unknown): FormatReading {
  const parsed = toolFormat.safeParse(value);
  if (parsed.success) {
    const format = parsed.data as ToolFormat;
    if (format.calls.length > 0 || format.segments !== undefined) return { kind: 'format', format };
    const message = 'A format needs a way of writing calls, or segments.';
    return { kind: 'faulty', findings: [{ path: ['calls'], message }] };
  }
  const findings = parsed.error.issues.map(({ path, message }) => ({
    path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message: `${path.length === 0 ? 'The format' : path.join('.')}: ${message}.`,
  }));
  return { kind: 'faulty', findings };
}

/** Reads a text with one format, or a list of them. Throws MillraceError `format_invalid` with all findings. */
export function parseToolFormats(text: string): readonly ToolFormat[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw invalid(['It is not JSON.']);
  }
  const list: readonly unknown[] = Array.isArray(document) ? document : [document];
  const readings = list.map(parseToolFormat);
  const messages = readings.flatMap((reading, index) => {
    if (reading.kind === 'format') return [];
    const place = list.length === 1 ? '' : `${nameFormat(list[index], index)}: `;
    return reading.findings.map(({ message }) => `${place}${message}`);
  });
  if (messages.length > 0) throw invalid(messages);
  return readings.flatMap((reading) => (reading.kind === 'format' ? [reading.format] : []));
}

/** Which of several formats it is. */
function nameFormat(value: unknown, index: number): string {
  const { id } = (typeof value === 'object' && value !== null ? value : {}) as { id?: unknown };
  const name = typeof id === 'string' ? ` (“${id.slice(0, 64)}”)` : '';
  return `Format ${index + 1}${name}`;
}

function invalid(messages: readonly string[]): MillraceError {
  return new MillraceError('format_invalid', `This is no raw format. ${messages.join(' ')}`, {
    action: 'Mend the places named, and try again.',
    details: messages,
  });
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function canBegin(call: z.infer<typeof callSyntax>): boolean {
  const isBare = call.bare !== undefined && call.starts !== undefined && call.starts !== '';
  return call.open.length > 0 || isBare || call.afterToolName !== undefined;
}
