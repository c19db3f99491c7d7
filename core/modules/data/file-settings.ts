import type { Field } from '../../model/field.ts';
import type { Port } from '../../model/port.ts';
import type { Reach } from '../../model/reach.ts';
import { variablePorts } from '../../model/template.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';

/** Something must be able to say when a file of a fixed name is to be touched. */
export const afterPort: Port = {
  id: 'after',
  label: 'After',
  type: 'any',
  description: 'Whatever comes here is only waited for, and not used.',
};

/** Form row for the path of a kind that works on a file. */
export function pathField(placeholder: string): Field {
  return {
    key: 'path',
    type: 'multiline',
    label: 'File',
    rows: 2,
    variables: true,
    placeholder,
    help: 'A path that starts in an allowed folder. Each {{name}} in it becomes an input.',
  };
}

/** Form row for the size up to which a file is taken, at most `max` megabytes. */
export function largestFileField(max: number): Field {
  return {
    key: 'maxMb',
    type: 'number',
    label: 'Largest file',
    unit: 'MB',
    min: 1,
    max,
    step: 1,
    group: 'advanced',
  };
}

/** What is wrong with the path of a kind that works on a file. */
export function checkFilePath({ path }: { readonly path: string }): readonly SettingsIssue[] {
  if (path.trim() !== '') return [];
  return [
    {
      severity: 'error',
      code: 'path_missing',
      message: 'The node names no file.',
      action: 'Fill in File.',
      path: ['path'],
    },
  ];
}

/** What a node reaches that reads files. */
export function readReach({ path }: { readonly path: string }): Reach {
  return { what: 'read', name: isFixed(path) ? path.trim() : '', to: '' };
}

/** What a node reaches that writes files: where the file lies, since it need not be there yet. */
export function writeReach({ path }: { readonly path: string }): Reach {
  const folder = path.trim().replace(/[\\/][^\\/]*$/, '');
  return { what: 'write', name: isFixed(path) ? folder : '', to: '' };
}

/** Whether a path is whole and says the same everywhere; all others depend on the folders that are granted. */
function isFixed(path: string): boolean {
  return (
    /^\s*(?:\/[^\\/]|[a-z]:[\\/])/i.test(path) &&
    variablePorts(path).length === 0 &&
    !/(^|[\\/])\.\.?([\\/]|$)/.test(path.trim())
  );
}
