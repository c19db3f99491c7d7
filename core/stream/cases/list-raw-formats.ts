import type { RawFormatInfo, RawFormatList } from '../../contracts/raw-formats.ts';
import type { JsonObject } from '../../shared/json.ts';
import { rawFormats } from '../formats/index.ts';
import type { RawFormats } from '../formats/raw-formats.ts';
import type { ToolFormat } from '../formats/tool-format.ts';
import { writeExample } from './write-example.ts';

/** All formats of a host: a person's own first, and what is wrong with their files. */
export function listRawFormats(formats: RawFormats): RawFormatList {
  const own = formats.own().map((format) => describeRawFormat(format, 'own'));
  return { formats: [...own, ...listShipped()], ...formats.store?.file() };
}

let shipped: readonly RawFormatInfo[] | undefined;

/** Made on demand and once: the examples are what costs. */
function listShipped(): readonly RawFormatInfo[] {
  shipped ??= Object.values(rawFormats).map((format) => describeRawFormat(format, 'built-in'));
  return shipped;
}

/** A format as the interface shows it. */
export function describeRawFormat(format: ToolFormat, from: RawFormatInfo['from']): RawFormatInfo {
  const { id, title, isRisky = false, reasoning, segments } = format;
  const hasSegments = segments?.routes.some(({ to }) => to === 'reasoning') ?? false;
  return {
    id,
    title,
    from,
    isRisky,
    hasReasoning: reasoning !== undefined || hasSegments,
    json: format as unknown as JsonObject,
    example: writeExample(format),
  };
}
