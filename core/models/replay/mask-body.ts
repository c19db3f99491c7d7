import { toBinaryText } from './base64.ts';
import { eventDocument, mayHold } from './look-for-spellings.ts';
import { scanJsonStrings } from './scan-json-strings.ts';
import type { StringPlace } from './scan-json-strings.ts';

/** A piece of a body, such as one network read. */
export interface BodyChunk {
  readonly timeMs: number;
  readonly bytes: Uint8Array;
}

interface ByteRange {
  readonly start: number;
  readonly end: number;
  /** Whether the mask itself is written here; a secret that goes on elsewhere has only one. */
  readonly isFirst: boolean;
}

/** Shorter secrets are not masked, as in the rest of the product: they would blot out ordinary words. */
const minimalSecretLength = 6;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const mask = encoder.encode('••••');

/**
 * Replaces every secret in a recorded body, also one that is split over chunks, or that a model spelt out piece by
 * piece over the events of its stream. All other bytes stay exactly as they are, in the chunks in which they came.
 */
export function maskBody(
  chunks: readonly BodyChunk[],
  secrets: readonly string[],
): readonly BodyChunk[] {
  const spellings = spellSecrets(secrets);
  if (spellings.length === 0 || chunks.length === 0) return chunks;
  const bytes = joinBytes(chunks.map((chunk) => chunk.bytes));
  // To look is quick, to find the places is not, and hardly any answer holds a secret.
  if (!mayHold(decoder.decode(bytes), spellings)) return chunks;
  const body = toBinaryText(bytes);
  const ranges = mergeRanges([...findInBytes(body, spellings), ...findInStrings(body, spellings)]);
  return ranges.length === 0 ? chunks : replaceRanges(chunks, ranges);
}

/** Each secret as it is, as it stands in JSON, and as it stands in JSON within JSON, such as a call's arguments. */
function spellSecrets(secrets: readonly string[]): readonly string[] {
  const escape = (text: string): string => JSON.stringify(text).slice(1, -1);
  const long = secrets.filter((secret) => secret.length >= minimalSecretLength);
  return [...new Set(long.flatMap((secret) => [secret, escape(secret), escape(escape(secret))]))];
}

function findInBytes(body: string, spellings: readonly string[]): ByteRange[] {
  return spellings.flatMap((spelling) => {
    const bytes = toBinaryText(encoder.encode(spelling));
    return findAll(body, bytes).map((start) => ({
      start,
      end: start + bytes.length,
      isFirst: true,
    }));
  });
}

/** Secrets in the texts that grow from event to event. */
function findInStrings(body: string, spellings: readonly string[]): ByteRange[] {
  const texts = new Map<string, StringPlace[]>();
  for (const event of body.matchAll(eventDocument)) {
    for (const place of scanJsonStrings(body, event.index, event.index + event[0].length)) {
      const places = texts.get(place.path);
      if (places === undefined) texts.set(place.path, [place]);
      else places.push(place);
    }
  }
  return [...texts.values()].flatMap((places) => findInText(body, places, spellings));
}

function findInText(
  body: string,
  places: readonly StringPlace[],
  spellings: readonly string[],
): ByteRange[] {
  const values = places.map(({ start, end }) => readLiteral(body.slice(start, end)));
  const text = values.join('');
  const hits = findHits(text, spellings);
  const ranges: ByteRange[] = [];
  let valueStart = 0;
  let next = 0;
  // Hits and values stand in the same order, so each is looked at with its neighbours only.
  for (const [index, place] of places.entries()) {
    if (next === hits.length) break;
    const valueEnd = valueStart + (values[index] ?? '').length;
    // An empty value, or a literal that is none, holds no part of a hit.
    if (valueEnd === valueStart) continue;
    let offsets: readonly number[] | undefined;
    for (let at = next; at < hits.length; at += 1) {
      const hit = hits[at];
      if (hit === undefined || hit.start >= valueEnd) break;
      offsets ??= locateUnits(body, place);
      ranges.push({
        start: offsets[Math.max(hit.start - valueStart, 0)] ?? place.start,
        end: offsets[hit.end - valueStart] ?? place.end,
        isFirst: hit.start >= valueStart,
      });
      // One that goes on in the next value is looked at again there.
      if (hit.end <= valueEnd) next = at + 1;
    }
    valueStart = valueEnd;
  }
  return ranges;
}

interface Hit {
  readonly start: number;
  readonly end: number;
}

/** Where secrets stand in a text, in its order; those that overlap are one. */
function findHits(text: string, spellings: readonly string[]): readonly Hit[] {
  const hits = spellings.flatMap((spelling) =>
    findAll(text, spelling).map((start) => ({ start, end: start + spelling.length })),
  );
  const merged: { start: number; end: number }[] = [];
  for (const hit of hits.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || hit.start >= last.end) merged.push(hit);
    else last.end = Math.max(last.end, hit.end);
  }
  return merged;
}

/** The bytes of a JSON string literal as the text they stand for; '' when it is none. */
function readLiteral(literal: string): string {
  try {
    return JSON.parse(`"${decodeBinary(literal)}"`) as string;
  } catch {
    return '';
  }
}

/** For each UTF-16 unit of a string value, the place of its first byte. */
function locateUnits(body: string, { start, end }: StringPlace): readonly number[] {
  const offsets: number[] = [];
  for (let at = start; at < end;) {
    const length = measureUnit(body, at);
    // Four bytes of UTF-8 are two units, which can only be masked together.
    for (let unit = length === 4 && body[at] !== '\\' ? 2 : 1; unit > 0; unit -= 1)
      offsets.push(at);
    at += length;
  }
  return offsets;
}

function measureUnit(body: string, at: number): number {
  const byte = body.charCodeAt(at);
  if (byte === 0x5c) return body[at + 1] === 'u' ? 6 : 2;
  if (byte < 0x80) return 1;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

function decodeBinary(text: string): string {
  return decoder.decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

function findAll(text: string, part: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) found.push(at);
  return found;
}

function mergeRanges(ranges: readonly ByteRange[]): readonly ByteRange[] {
  const merged: ByteRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last === undefined || range.start >= last.end) merged.push(range);
    else merged[merged.length - 1] = { ...last, end: Math.max(last.end, range.end) };
  }
  return merged;
}

function replaceRanges(
  chunks: readonly BodyChunk[],
  ranges: readonly ByteRange[],
): readonly BodyChunk[] {
  let chunkStart = 0;
  let next = 0;
  return chunks.map(({ timeMs, bytes }) => {
    const chunkEnd = chunkStart + bytes.length;
    const kept: Uint8Array[] = [];
    let at = chunkStart;
    for (let range = ranges[next]; range !== undefined; range = ranges[next]) {
      if (range.start >= chunkEnd) break;
      kept.push(bytes.subarray(at - chunkStart, Math.max(at, range.start) - chunkStart));
      if (range.isFirst && range.start >= chunkStart) kept.push(mask);
      at = Math.min(range.end, chunkEnd);
      // The rest of it stands in the next chunk.
      if (range.end > chunkEnd) break;
      next += 1;
    }
    kept.push(bytes.subarray(at - chunkStart));
    chunkStart = chunkEnd;
    return { timeMs, bytes: joinBytes(kept) };
  });
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
