import { findPreset } from '../../core/model/connection-presets.ts';
import { parseConnectionSettings } from '../../core/model/connection-settings.ts';
import type { SettingsIssue } from '../../core/model/connection-settings.ts';
import { findPlainKeys } from '../../core/model/find-plain-keys.ts';
import { findTwins, settingsFromForm } from './connection-form.ts';
import type { ConnectionForm } from './connection-form.ts';

/** All that is wrong with a form, as the engine would find it on saving. `takenIds`: ids that a new connection may not have. */
export function checkForm(
  form: ConnectionForm,
  takenIds: readonly string[],
): readonly SettingsIssue[] {
  const parsed = parseConnectionSettings(settingsFromForm(form));
  const issues = parsed.ok ? findPlainKeys(parsed.settings) : [...parsed.issues];
  const preset = findPreset(form.preset);
  if (preset === undefined) issues.push({ path: 'preset', message: 'is not known' });
  else if (form.baseUrl.trim() === '' && preset.baseUrl === undefined) {
    issues.push({ path: 'baseUrl', message: 'is missing' });
  }
  if (takenIds.includes(form.id.trim())) issues.push({ path: 'id', message: 'is taken' });
  const lists = {
    headers: form.headers.map((row) => row.name),
    'server.env': form.env.map((row) => row.name),
    prices: form.prices.map((row) => row.model),
  };
  for (const [path, names] of Object.entries(lists)) {
    for (const name of findTwins(names)) {
      issues.push({ path: `${path}.${name}`, message: 'stands twice' });
    }
  }
  return issues;
}

/** The issues of one setting and of what is in it. */
export function issuesAt(issues: readonly SettingsIssue[], path: string): readonly SettingsIssue[] {
  return issues.filter((issue) => issue.path === path || issue.path.startsWith(`${path}.`));
}

/** What the engine found wrong on saving, from the details of its error; none if it brought no list. */
export function readIssues(details: unknown): readonly SettingsIssue[] {
  if (!Array.isArray(details)) return [];
  return details.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const { path, message } = item as Partial<SettingsIssue>;
    return typeof path === 'string' && typeof message === 'string' ? [{ path, message }] : [];
  });
}

const words = [
  [/^is made of small letters/, 'issueId'],
  [/^is the name of a secret/, 'issueSecretName'],
  [/^must start with http/, 'issueAddress'],
  [/^must not hold a user name/, 'issueAddressUser'],
  [/^must not have a query/, 'issueAddressQuery'],
  [/^is no header name/, 'issueHeaderName'],
  [/^carries a key/, 'issueHeaderKey'],
  [/^must be one line/, 'issueOneLine'],
  [/^is missing$/, 'issueMissing'],
  [/^is taken$/, 'issueTaken'],
  [/^stands twice$/, 'issueTwice'],
  [/^names no raw format/, 'issueRawFormat'],
  [/expected string to have >=1 /, 'issueMissing'],
  [/expected int\b.*received/, 'issueWhole'],
  [/expected number\b.*received/, 'issueNumber'],
  [/^Too (?:small|big): expected (?:number|int)/, 'issueRange'],
] as const;

/** The words for an issue's message in the area `connections`; undefined for one that has none of its own. */
export function issueWords(message: string): (typeof words)[number][1] | undefined {
  return words.find(([pattern]) => pattern.test(message))?.[1];
}
