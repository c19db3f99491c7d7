import * as z from 'zod';
import type { NodePorts, PortType } from '../../model/port.ts';
import type { Reach } from '../../model/reach.ts';
import { fillTemplate, variablePorts } from '../../model/template.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';
import {
  afterPort,
  checkFilePath,
  largestFileField,
  pathField,
  readReach,
} from './file-settings.ts';

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
    pathField('notes/{{name}}.md'),
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
    largestFileField(256),
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
