import { formatsFolderBeside, openFormatStore } from '../node/formats/format-store.ts';
import { defaultRecordPath } from '../node/host/record-path.ts';
import { createRawFormats } from '../stream/formats/raw-formats.ts';
import type { RawFormats } from '../stream/formats/raw-formats.ts';

/** Where the person who started this process keeps formats. */
export function ownFormatsFolder(): string {
  return formatsFolderBeside(defaultRecordPath(process.env));
}

/** The raw formats of the person who started this process. */
export function openOwnFormats(): RawFormats {
  return createRawFormats(openFormatStore(ownFormatsFolder()));
}
