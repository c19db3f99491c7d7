import * as z from 'zod';
import type { NodePorts, Port, PortType } from '../../model/port.ts';
import type { Reach } from '../../model/reach.ts';
import { fillTemplate, variablePorts } from '../../model/template.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';

const settings = baseSettings.extend({
  path: z.string().default('{{path}}'),
  as: z.enum(['text', 'json', 'lines']).default('text'),
  maxMb: z.int().min(1).max(256).default(16),
});
type ReadFileSettings = z.output<typeof settings>;

const outputTypes: Readonly<Record<ReadFileSettings['as'], PortType>> = {
  text: 'text',
  json: 'json',
  lines: 'json',
};

/** Something must be able to say when a file of a fixed name is to be touched. */
export const afterPort: Port = { id: 'after', label: 'After', type: 'any' };

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

/** Reads a file of a granted folder. */
export class ReadFileModule extends ModuleBase<ReadFileSettings> {
  static override readonly kind = 'read-file';
  static override readonly title = 'Read file';
  static override readonly description = 'Reads a text file in a folder that was allowed.';
  static override readonly icon = 'file-text';
  static override readonly category = 'io';
  static override readonly settings = settings;
  static override readonly capabilities = ['files'] as const;
  static override readonly fields = [
    {
      key: 'path',
      type: 'multiline',
      label: 'File',
      rows: 2,
      variables: true,
      placeholder: 'notes/{{name}}.md',
      help: 'A path that starts in an allowed folder. Each {{name}} in it becomes an input.',
    },
    {
      key: 'as',
      type: 'select',
      label: 'Read as',
      options: [
        { value: 'text', label: 'Text' },
        { value: 'json', label: 'JSON' },
        { value: 'lines', label: 'List of lines' },
      ],
    },
    {
      key: 'maxMb',
      type: 'number',
      label: 'Largest file',
      unit: 'MB',
      min: 1,
      max: 256,
      step: 1,
      group: 'advanced',
    },
  ] as const;
  static override readonly ports = ReadFileModule.portsFor({ path: '{{path}}', as: 'text' });

  static portsFor({ path, as }: Pick<ReadFileSettings, 'path' | 'as'>): NodePorts {
    return {
      inputs: [...variablePorts(path), afterPort],
      outputs: [
        { id: 'content', label: 'Content', type: outputTypes[as] },
        { id: 'bytes', label: 'Bytes', type: 'number' },
      ],
    };
  }

  static reaches(own: ReadFileSettings): readonly Reach[] {
    return [readReach(own)];
  }

  static summarize({ path }: ReadFileSettings): string {
    return path.slice(0, 60);
  }

  static checkSettings(own: ReadFileSettings): readonly SettingsIssue[] {
    return checkFilePath(own);
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { path, as, maxMb } = this.settings;
    const {
      text,
      bytes,
      path: realPath,
    } = await context.files.readText({
      path: fillTemplate(path, inputs).trim(),
      grantedFolders: context.grants.folders,
      maxBytes: maxMb * 1024 * 1024,
      signal: context.signal,
    });
    context.trace.note('file', { path: realPath, bytes });
    return { content: readAs(text, as), bytes };
  }
}

function readAs(text: string, as: ReadFileSettings['as']): unknown {
  if (as === 'text') return text;
  if (as === 'lines') return text.replace(/\r?\n$/, '').split(/\r?\n/);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new MillraceError('invalid_json', `The file is not JSON: ${(error as Error).message}.`, {
      action: 'Read it as text, or correct the file.',
      cause: error,
    });
  }
}
