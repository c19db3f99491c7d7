import { isJsonObject } from '../shared/json.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';
import { textAt } from './json-access.ts';

/** A value without its secrets, and the names they go by now. */
export interface CleanValue {
  readonly value: JsonObject;
  readonly secrets: readonly string[];
}

// The names of fields that hold secrets; `maxTokens` and the like hold none.
const secretKey =
  /(?:api[-_ ]?key|apikey|secret|password|passwd|passphrase|private[-_ ]?key|access[-_ ]?key|(?:^|[-_ ]|access|auth|api|bearer|refresh|bot)token|authorization|cookie)$/i;
// What keys of well-known providers look like.
const secretShape =
  /\b(?:sk-[\w-]{16,}|gsk_\w{16,}|xai-\w{16,}|AIza[\w-]{30,}|AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|hf_\w{20,}|pplx-\w{20,}|r8_\w{20,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{5,})/g;
const bearer = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/g;
// A variable or an expression names a value, and is none.
const variable = /^\s*(?:=?\s*\{\{[\s\S]*\}\}|\$\{?[\w.]+\}?)\s*$/;

/** A copy with every secret replaced by its name: whole values by `{ "$secret": NAME }`, parts of texts by the name. */
export function removeSecrets(settings: JsonObject, owner: string): CleanValue {
  const secrets = new Set<string>();
  const name = (key: string): string => {
    const made = secretName(owner, key);
    secrets.add(made);
    return made;
  };
  const value = clean(settings, '', name);
  return { value: isJsonObject(value) ? value : {}, secrets: [...secrets] };
}

type Namer = (key: string) => string;

function clean(value: JsonValue, key: string, name: Namer): JsonValue {
  if (typeof value === 'string') return cleanText(value, key, name);
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item) => clean(item, key, name));
  }
  if (!isJsonObject(value)) return value;
  const copy: Record<string, JsonValue> = {};
  // A row such as { name: "Authorization", value: "…" } names its secret in another field.
  const rowKey = ['name', 'key', 'label'].map((field) => value[field]).find(isSecretName);
  const isVariable = value['load_from_db'] === true;
  const hidden = (value['password'] === true && !isVariable) || value['value_type'] === 'secret';
  for (const [field, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const isRowValue = field === 'value' && (rowKey !== undefined || hidden);
    const fieldName = isRowValue ? (rowKey ?? textAt(value, 'name')) || 'secret' : field;
    copy[field] =
      isRowValue && typeof item === 'string' && item.trim() !== '' && !variable.test(item)
        ? { $secret: name(fieldName) }
        : clean(item, fieldName, name);
  }
  return copy;
}

function isSecretName(value: unknown): value is string {
  return typeof value === 'string' && secretKey.test(value);
}

function cleanText(text: string, key: string, name: Namer): JsonValue {
  if (secretKey.test(key) && looksLikeValue(text)) return { $secret: name(key) };
  const found = text.match(secretShape);
  if (found !== null && found[0] === text.trim()) return { $secret: name(key) };
  return text
    .replaceAll(secretShape, () => name(key))
    .replaceAll(bearer, (_all, scheme: string) => `${scheme} ${name(key)}`);
}

function looksLikeValue(text: string): boolean {
  return text.trim().length >= 4 && !variable.test(text) && !/^[A-Z][A-Z0-9_]*$/.test(text.trim());
}

/** `Chat model` and `apiKey` make `CHAT_MODEL_API_KEY`. */
function secretName(owner: string, key: string): string {
  const words = `${owner} ${key.replaceAll(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')}`
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toUpperCase()
    .slice(0, 60);
  const named = words === '' ? 'IMPORTED' : words;
  return /(?:KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS)$/.test(named) ? named : `${named}_SECRET`;
}
