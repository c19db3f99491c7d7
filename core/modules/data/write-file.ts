import * as z from 'zod';
import type { NodePorts, Port } from '../../model/port.ts';
import type { Reach } from '../../model/reach.ts';
import { fillTemplate, variablePorts } from '../../model/template.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { checkFilePath, largestFileField, pathField, writeReach } from './file-settings.ts';

const settings = baseSettings.extend({
  path: z.string().default('result.txt'),
  mode: z.enum(['create', 'replace', 'append']).default('create'),
  maxMb: z.int().min(1).max(256).default(16),
});
type WriteFileSettings = z.output<typeof settings>;

/** Writes a file in a granted folder. */
export class WriteFileModule extends ModuleBase<WriteFileSettings> {
  static override readonly kind = 'write-file';
  static override readonly title = 'Write file';
  static override readonly description =
    'Writes text or JSON to a file in a folder that was allowed.';
  static override readonly icon = 'file-pen';
  static override readonly category = 'io';
  static override readonly settings = settings;
  static override readonly capabilities = ['files'] as const;
  static override readonly durable = true;
  static override readonly fields = [
    pathField('notes/{{name}}.md'),
    {
      key: 'mode',
      type: 'select',
      label: 'If the file exists',
      options: [
        { value: 'create', label: 'Fail' },
        { value: 'replace', label: 'Replace it' },
        { value: 'append', label: 'Add to its end' },
      ],
    },
    largestFileField(256),
  ] as const;
  static override readonly ports = WriteFileModule.portsFor({ path: 'result.txt' });

  static portsFor({ path }: Pick<WriteFileSettings, 'path'>): NodePorts {
    const content: Port = { id: 'content', label: 'Content', type: 'any', required: true };
    return {
      inputs: [content, ...variablePorts(path).filter(({ id }) => id !== content.id)],
      outputs: [
        {
          id: 'path',
          label: 'Path',
          type: 'text',
          description: 'Where the file lies, in its allowed folder.',
        },
        { id: 'bytes', label: 'Bytes', type: 'number' },
      ],
    };
  }

  static reaches(own: WriteFileSettings): readonly Reach[] {
    return [writeReach(own)];
  }

  static summarize({ path }: WriteFileSettings): string {
    return path.slice(0, 60);
  }

  static checkSettings(own: WriteFileSettings): readonly SettingsIssue[] {
    return checkFilePath(own);
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { path, mode, maxMb } = this.settings;
    const content = inputs['content'];
    const written = await context.files.writeText({
      path: fillTemplate(path, inputs).trim(),
      text: typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`,
      mode,
      grantedFolders: context.grants.folders,
      maxBytes: maxMb * 1024 * 1024,
      signal: context.signal,
    });
    return { path: written.path, bytes: written.bytes };
  }
}
