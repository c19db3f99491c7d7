import type { RawFormatFile } from '../../contracts/raw-formats.ts';
import { isRawFormatChoice } from './choose-raw-format.ts';
import { findRawFormat, rawFormats } from './index.ts';
import { sseFormatId } from '../cases/tool-call-case.ts';
import type { ToolFormat } from './tool-format.ts';

/** Where a person's own formats are kept. */
export interface RawFormatStore {
  /** In the order of their ids. What another process wrote meanwhile is there at once. Never throws. */
  list(): readonly ToolFormat[];
  /** Where they lie, and which files there are none. */
  file(): RawFormatFile;
  /** Adds a format, or replaces the one of the same id. Throws `formats_unwritable`. */
  save(format: ToolFormat): void;
  /** Throws `unknown_raw_format` or `formats_unwritable`. */
  remove(id: string): void;
}

/** The raw formats of a host: those that ship, and a person's own. */
export interface RawFormats {
  /** The person's own formats, as they are now. */
  own(): readonly ToolFormat[];
  /** All ids: a person's own first. */
  ids(): readonly string[];
  /** Throws MillraceError `unknown_raw_format`. */
  find(id: string): ToolFormat;
  /** What a reader of this format needs besides the formats that ship; nothing where it is one of them. */
  extraFor(id: string | undefined): readonly ToolFormat[];
  /** Absent where a host keeps no formats. */
  readonly store?: RawFormatStore;
}

/** Whether a format of that id ships. */
function isShippedFormat(id: string): boolean {
  return Object.hasOwn(rawFormats, id);
}

/** Whether no format of a person's own can have that id: one that ships has it, or it means something else. */
export function isReservedFormatId(id: string): boolean {
  return isShippedFormat(id) || isRawFormatChoice(id) || id === sseFormatId;
}

/** The formats that ship, with those of a store. */
export function createRawFormats(store?: RawFormatStore): RawFormats {
  const own = (): readonly ToolFormat[] => store?.list() ?? [];
  const extraFor = (id: string | undefined): readonly ToolFormat[] =>
    id === undefined || isShippedFormat(id) ? [] : own();
  return {
    own,
    ids: () => [...own().map(({ id }) => id), ...Object.keys(rawFormats)],
    find: (id) => findRawFormat(id, extraFor(id)),
    extraFor,
    ...(store === undefined ? {} : { store }),
  };
}

/** The formats that ship, and no others. */
export const shippedFormats: RawFormats = createRawFormats();
