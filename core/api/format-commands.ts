import { MillraceError } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import { describeRawFormat, listRawFormats } from '../stream/cases/list-raw-formats.ts';
import { createToolSpecs, parseCaseTools } from '../stream/cases/tool-call-case.ts';
import { tryFormat } from '../stream/cases/try-format.ts';
import { writeExample } from '../stream/cases/write-example.ts';
import { parseToolFormat } from '../stream/formats/parse-tool-format.ts';
import type { FormatReading } from '../stream/formats/parse-tool-format.ts';
import { isReservedFormatId } from '../stream/formats/raw-formats.ts';
import type { RawFormats, RawFormatStore } from '../stream/formats/raw-formats.ts';
import type { ToolFormat } from '../stream/formats/tool-format.ts';
import type { CommandName, Commands } from './protocol.ts';

type FormatCommand = Extract<CommandName, `formats.${string}`>;

/** What answers each command about raw formats. */
export type FormatHandlers = {
  readonly [Name in FormatCommand]: (
    params: Commands[Name]['params'],
  ) => Commands[Name]['result'] | Promise<Commands[Name]['result']>;
};

/** Answers the commands about raw formats; `formats_fixed` where the host keeps none. */
export function createFormatHandlers(formats: RawFormats): FormatHandlers {
  const store = (): RawFormatStore => {
    if (formats.store !== undefined) return formats.store;
    throw new MillraceError('formats_fixed', 'This host has no place for formats of your own.');
  };
  return {
    'formats.list': () => listRawFormats(formats),
    'formats.check': ({ json }) => {
      const reading = readOwnFormat(json);
      return reading.kind === 'format'
        ? { findings: [], example: writeExample(reading.format) }
        : { findings: reading.findings, example: '' };
    },
    'formats.try': ({ format, text, tools, startInReasoning, chunkSizes }) =>
      tryFormat(text, {
        format: 'id' in format ? formats.find(format.id) : requireFormat(format.json),
        tools: createToolSpecs(parseCaseTools(JSON.stringify(tools))),
        startInReasoning,
        chunks: chunkSizes,
      }),
    'formats.save': ({ json }) => {
      const reading = readOwnFormat(json);
      if (reading.kind === 'faulty') throw invalid(reading.findings);
      store().save(reading.format);
      return describeRawFormat(reading.format, 'own');
    },
    'formats.remove': ({ id }) => {
      store().remove(id);
      return null;
    },
  };
}

/** As parseToolFormat; an id that is taken is a finding too. */
function readOwnFormat(json: JsonValue): FormatReading {
  const reading = parseToolFormat(json);
  if (reading.kind === 'faulty' || !isReservedFormatId(reading.format.id)) return reading;
  const message = `id: the format “${reading.format.id}” is built in; choose another id.`;
  return { kind: 'faulty', findings: [{ path: ['id'], message }] };
}

/** A format for trial: its id may be that of a built-in one. */
function requireFormat(json: JsonValue): ToolFormat {
  const reading = parseToolFormat(json);
  if (reading.kind === 'format') return reading.format;
  throw invalid(reading.findings);
}

function invalid(
  findings: Extract<FormatReading, { readonly kind: 'faulty' }>['findings'],
): MillraceError {
  const messages = findings.map(({ message }) => message).join(' ');
  return new MillraceError('format_invalid', `This is no raw format. ${messages}`, {
    action: 'Mend the places named, and try again.',
    details: findings.map(({ path, message }) => ({ path: [...path], message })),
  });
}
