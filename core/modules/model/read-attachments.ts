import type { ContentPart } from '../../contracts/chat.ts';
import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject } from '../../shared/json.ts';

/**
 * What is wired to an attachments input, as parts of a message. It takes one item or a list; an item is an address
 * (`https:` or `data:`), or an object with `data` (base64) or `url` or `text`, and `mediaType` and `name` where they
 * are known. Texts are put into the message as text, which every model reads. Throws `invalid_attachment`.
 */
export function readAttachments(value: unknown): readonly ContentPart[] {
  if (value === undefined || value === null || value === '') return [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item, index) => {
    if (typeof item === 'string') return readAddress(item, {}, index);
    if (isJsonObject(item)) return readObject(item, index);
    throw invalid(index, 'is neither an address nor an object');
  });
}

function readObject(item: JsonObject, index: number): ContentPart {
  if (typeof item.text === 'string') return textPart(item.text, textOf(item.name));
  if (typeof item.url === 'string') return readAddress(item.url, item, index);
  if (typeof item.data !== 'string') throw invalid(index, 'has no data, no url and no text');
  const name = textOf(item.name);
  const mediaType = textOf(item.mediaType) || guessMediaType(name);
  if (mediaType === '') throw invalid(index, 'does not say its mediaType');
  return readData(item.data, mediaType, name, index);
}

const dataAddress = /^data:([^;,]*)((?:;[^;,]*)*),/i;

function readAddress(address: string, item: JsonObject, index: number): ContentPart {
  const data = dataAddress.exec(address);
  if (data !== null) {
    if (!data[2]?.toLowerCase().endsWith(';base64')) throw invalid(index, 'is not in base64');
    const mediaType = (data[1] || textOf(item.mediaType)).toLowerCase();
    return readData(address.slice(data[0].length), mediaType, textOf(item.name), index);
  }
  const name = textOf(item.name) || nameOf(address, index);
  const mediaType = textOf(item.mediaType) || guessMediaType(name);
  // An address alone is mostly a picture's.
  const isImage = item.type === 'image' || mediaType.startsWith('image/') || mediaType === '';
  return isImage && item.type !== 'file'
    ? { type: 'image', mediaType: mediaType || 'image/*', url: address }
    : { type: 'file', mediaType: mediaType || 'application/octet-stream', name, url: address };
}

function readData(data: string, mediaType: string, name: string, index: number): ContentPart {
  const base64 = data.replaceAll(/\s+/g, '');
  if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw invalid(index, 'does not hold base64');
  }
  if (mediaType.startsWith('image/')) return { type: 'image', mediaType, data: base64 };
  if (mediaType.startsWith('text/') || mediaType === 'application/json') {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return textPart(new TextDecoder().decode(bytes), name);
  }
  return { type: 'file', mediaType, name: name || `file-${index + 1}`, data: base64 };
}

function textPart(text: string, name: string): ContentPart {
  return { type: 'text', text: name === '' ? text : `${name}:\n${text}` };
}

function nameOf(address: string, index: number): string {
  try {
    const { protocol, href } = new URL(address);
    if (protocol !== 'https:' && protocol !== 'http:') throw invalid(index, 'is no web address');
    return href.split(/[?#]/)[0]?.split('/').at(-1) || `file-${index + 1}`;
  } catch {
    throw invalid(index, 'is no web address and no data address');
  }
}

const mediaTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  json: 'application/json',
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
};

/** What a file holds, by the ending of its name; '' for what no model is known to read. */
export function guessMediaType(name: string): string {
  return mediaTypes[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function invalid(index: number, why: string): MillraceError {
  return new MillraceError('invalid_attachment', `Attachment ${index + 1} ${why}.`, {
    action:
      'Give a web address, a data: address, or { mediaType, data } with the content as base64.',
  });
}
