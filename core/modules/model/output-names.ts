import type { SettingsIssue } from '../../model/validate-flow.ts';

const namePattern = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** Whether a name that a person gives can be that of an output; `taken` are the kind's own outputs. */
export function isOutputName(name: string, taken: readonly string[]): boolean {
  return (
    namePattern.test(name) && name !== 'error' && name !== '__proto__' && !taken.includes(name)
  );
}

/** Finds names that no output can have, or that stand twice in a setting with rows of `{ name }`. */
export function checkOutputNames(
  rows: readonly { readonly name: string }[],
  about: {
    readonly setting: string;
    /** What a row is called, such as `label`. */
    readonly what: string;
    readonly taken: readonly string[];
  },
): readonly SettingsIssue[] {
  const seen = new Set<string>();
  const issues: SettingsIssue[] = [];
  for (const [index, { name }] of rows.entries()) {
    const isFine = isOutputName(name, about.taken) && !seen.has(name);
    seen.add(name);
    if (isFine) continue;
    issues.push({
      severity: 'error',
      code: 'unusable_name',
      message: `A ${about.what} cannot be named "${name}".`,
      action: `Use letters, digits, - and _, each name once, and none of ${about.taken.join(', ')} and error.`,
      path: [about.setting, index, 'name'],
    });
  }
  return issues;
}
