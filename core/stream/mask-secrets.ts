import { isJsonObject } from '../shared/json.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';

/** What stands in a secret's place. */
const secretMask = '••••';

/** Whether anything in a value was masked: then it is not what it was. */
export function holdsMask(value: JsonValue): boolean {
  if (typeof value === 'string') return value.includes(secretMask);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, item]) => key.includes(secretMask) || (item !== undefined && holdsMask(item)),
  );
}

/** Shorter secrets are not masked: they would blot out ordinary words, and protect nothing. In UTF-16 units. */
const minimalSecretLength = 6;

/** Masks a text that arrives in pieces. */
export interface TextMasker {
  /** Takes the next piece; returns what is certain now. Holds back only a suffix that could begin a secret. */
  push(text: string): string;
  /** Ends the text; returns what was held. */
  end(): string;
}

const untouched: TextMasker = { push: (text) => text, end: () => '' };

/**
 * Replaces exact secrets in a growing text, also when split over pieces, when written as JSON escapes, and when they
 * overlap. Secrets shorter than 6 UTF-16 units are ignored, since they would blot out ordinary
 * words; without others the text passes at no cost.
 */
export function createTextMasker(secrets: readonly string[]): TextMasker {
  const finder = SecretFinder.create(secrets);
  if (finder === undefined) return untouched;
  let held = '';
  let covered = 0;
  const advance = (isFinal: boolean): string => {
    const masked = finder.mask(held, isFinal, covered);
    held = held.slice(masked.used);
    covered = masked.covered;
    return masked.text;
  };
  return {
    push: (text) => {
      held += text;
      return advance(false);
    },
    end: () => advance(true),
  };
}

/**
 * Makes the function that gives a value with every secret in its strings and object keys replaced; the value itself
 * where there is none. Keys that become equal are told apart by a number.
 */
export function createValueMasker(secrets: readonly string[]): (value: JsonValue) => JsonValue {
  const finder = SecretFinder.create(secrets);
  return (value) => (finder === undefined ? value : maskWith(finder, value));
}

function maskWith(finder: SecretFinder, value: JsonValue): JsonValue {
  if (typeof value === 'string') return finder.mask(value, true).text;
  if (isJsonObject(value)) return maskObject(finder, value);
  if (!Array.isArray(value)) return value;
  const items = value as readonly JsonValue[];
  const masked = items.map((item) => maskWith(finder, item));
  return masked.every((item, index) => item === items[index]) ? items : masked;
}

function maskObject(finder: SecretFinder, value: JsonObject): JsonObject {
  const masked = new Map<string, JsonValue | undefined>();
  let isChanged = false;
  for (const [key, item] of Object.entries(value)) {
    const maskedItem = item === undefined ? undefined : maskWith(finder, item);
    const maskedKey = finder.mask(key, true).text;
    isChanged ||= maskedKey !== key || maskedItem !== item;
    masked.set(maskedKey === key ? key : chooseFreeKey(maskedKey, masked, value), maskedItem);
  }
  return isChanged ? Object.fromEntries(masked) : value;
}

function chooseFreeKey(
  key: string,
  taken: ReadonlyMap<string, unknown>,
  value: JsonObject,
): string {
  let free = key;
  for (let count = 2; taken.has(free) || Object.hasOwn(value, free); count += 1) {
    free = `${key} (${count})`;
  }
  return free;
}

/** A text as far as it is certain, up to the index `used`; of what follows, `covered` units are masked already. */
interface MaskedText {
  readonly text: string;
  readonly used: number;
  readonly covered: number;
}

/** How far secrets reach; `open` is where more text decides, `covered` how much behind it is certainly secret. */
interface Extent {
  readonly end: number;
  readonly open?: number;
  readonly covered: number;
}

class SecretFinder {
  readonly #secrets: readonly string[];
  readonly #firstUnit: RegExp;

  private constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
    const units = new Set(secrets.map(([unit = '']) => unit.charCodeAt(0)));
    const escapes = [...units].map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`);
    this.#firstUnit = new RegExp(`[${escapes.join('')}]`, 'g');
  }

  /** Undefined if no secret is long enough. */
  static create(secrets: readonly string[]): SecretFinder | undefined {
    const long = secrets.filter((secret) => secret.length >= minimalSecretLength);
    if (long.length === 0) return undefined;
    const spellings = long.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
    return new SecretFinder([...new Set(spellings)]);
  }

  /** Masks the text as far as it is certain. Its first `covered` units belong to a secret that is masked already. */
  mask(text: string, isFinal: boolean, covered = 0): MaskedText {
    let out = '';
    let shown = 0;
    if (covered > 0) {
      const found = this.#extend(text, 0, covered, isFinal);
      if (found.open !== undefined) return { text: '', used: found.open, covered: found.covered };
      shown = found.end;
    }
    this.#firstUnit.lastIndex = shown;
    for (let hit = this.#firstUnit.exec(text); hit !== null; hit = this.#firstUnit.exec(text)) {
      const { end, open, covered: rest } = this.#extend(text, hit.index, hit.index, isFinal);
      const isSecret = end > hit.index;
      out += text.slice(shown, hit.index) + (isSecret ? secretMask : '');
      if (open !== undefined) return { text: out, used: open, covered: rest };
      shown = isSecret ? end : hit.index;
      this.#firstUnit.lastIndex = Math.max(end, hit.index + 1);
    }
    return { text: out + text.slice(shown), used: text.length, covered: 0 };
  }

  /** Goes on from `start` to where the secrets there, which reach to `end` so far, end with all that overlap them. */
  #extend(text: string, start: number, known: number, isFinal: boolean): Extent {
    let end = known;
    for (let at = start; at < Math.max(end, start + 1); at += 1) {
      let isOpen = false;
      for (const secret of this.#secrets) {
        if (text.startsWith(secret, at)) end = Math.max(end, at + secret.length);
        else if (secret.length > text.length - at) isOpen ||= secret.startsWith(text.slice(at));
      }
      if (isOpen && !isFinal) return { end, open: at, covered: Math.max(0, end - at) };
    }
    return { end, covered: 0 };
  }
}
