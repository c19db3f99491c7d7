import type { Port } from './port.ts';

const variable = /\{\{\s*([\p{L}_][\p{L}\p{N}_]*)\s*\}\}/gu;

/** Names of the `{{variables}}` of a template, each once, in order of appearance. */
export function listVariables(template: string): readonly string[] {
  return [...new Set(Array.from(template.matchAll(variable), (match) => match[1] ?? ''))];
}

/** The template with its variables filled in; one without a value becomes ''. Values are never read as templates. */
export function fillTemplate(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(variable, (_all, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  });
}

/** One input port for every variable of a template. */
export function variablePorts(template: string): readonly Port[] {
  return listVariables(template).map((name) => ({
    id: name,
    label: name,
    type: 'text',
    required: true,
  }));
}
