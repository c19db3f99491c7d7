import type { SettingsIssue } from '../../model/validate-flow.ts';

/** What every model's endpoint takes as the name of a tool. */
const usableName = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** What is wrong with the name that a node gives its tool, and that its description is missing. */
export function checkToolName(
  name: string,
  description: string,
  [nameKey, descriptionKey]: readonly [string, string] = ['toolName', 'toolDescription'],
): readonly SettingsIssue[] {
  const issues: SettingsIssue[] = [];
  if (!usableName.test(name)) {
    issues.push({
      severity: 'error',
      code: 'invalid_tool_name',
      message: `"${name.slice(0, 80)}" cannot be the name of a tool.`,
      action: 'Use letters, digits, _ and -, at most 64, and begin with a letter.',
      path: [nameKey],
    });
  }
  if (description.trim() === '') {
    issues.push({
      severity: 'warning',
      code: 'missing_description',
      message: `Nothing tells a model what ${name || 'the tool'} does.`,
      action: 'Describe it in a sentence.',
      path: [descriptionKey],
    });
  }
  return issues;
}

/** A name that endpoints take, made of any text; '' when nothing of it can stand in one. */
export function makeToolName(text: string): string {
  const name = text
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9_-]+/g, '_')
    .replaceAll(/^[_-]+|_+$/g, '');
  return (/^\d/.test(name) ? `_${name}` : name).slice(0, 64);
}
