import { isJsonObject } from '../shared/json.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';

/** What stands in a secret's place. */
const secretMask = '••••';

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
  const advance = (isFinal: boolean): string => {
    const masked = finder.mask(held, isFinal);
    held = held.slice(masked.used);
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

  /** Masks the text as far as it is certain: up to the index `used`. */
  mask(text: string, isFinal: boolean): { readonly text: string; readonly used: number } {
    let out = '';
    let shown = 0;
    this.#firstUnit.lastIndex = 0;
    for (let hit = this.#firstUnit.exec(text); hit !== null; hit = this.#firstUnit.exec(text)) {
      const end = this.#findEnd(text, hit.index, isFinal);
      if (end === 'open') return { text: out + text.slice(shown, hit.index), used: hit.index };
      if (end === undefined) {
        this.#firstUnit.lastIndex = hit.index + 1;
        continue;
      }
      out += text.slice(shown, hit.index) + secretMask;
      shown = end;
      this.#firstUnit.lastIndex = end;
    }
    return { text: out + text.slice(shown), used: text.length };
  }

  /** Where the secret at `start`, with all that overlap it, ends; `open` if more text decides. */
  #findEnd(text: string, start: number, isFinal: boolean): number | 'open' | undefined {
    let end: number | undefined;
    for (let at = start; at < (end ?? start + 1); at += 1) {
      for (const secret of this.#secrets) {
        if (text.startsWith(secret, at)) end = Math.max(end ?? 0, at + secret.length);
        else if (
          !isFinal &&
          secret.length > text.length - at &&
          secret.startsWith(text.slice(at))
        ) {
          return 'open';
        }
      }
    }
    return end;
  }
}
