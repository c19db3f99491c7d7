import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import type { Reach } from '../../model/reach.ts';
import { fillTemplate, variablePorts } from '../../model/template.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';
import { checkFilePath, largestFileField, pathField, readReach } from '../data/file-settings.ts';
import { guessMediaType } from './read-attachments.ts';

const settings = baseSettings.extend({
  path: z.string().default('{{path}}'),
  maxMb: z.int().min(1).max(64).default(8),
});
type AttachmentSettings = z.output<typeof settings>;

const bytesPerMb = 1024 * 1024;
/** Long enough to be quick, short enough for a call's arguments; divisible by 3, so that pieces add up. */
const pieceBytes = 3 * 8192;

/** An image or a file of a granted folder, as models take it. */
export class AttachmentModule extends ModuleBase<AttachmentSettings> {
  static override readonly kind = 'attachment';
  static override readonly title = 'Attachment';
  static override readonly description =
    'Reads an image, a PDF or a text file of an allowed folder for the Attachments input of a model.';
  static override readonly icon = 'paperclip';
  static override readonly category = 'io';
  static override readonly settings = settings;
  static override readonly capabilities = ['files'] as const;
  static override readonly fields = [
    pathField('photos/{{name}}.png'),
    largestFileField(64),
  ] as const;
  static override readonly ports: NodePorts = AttachmentModule.portsFor({ path: '{{path}}' });

  static portsFor({ path }: Pick<AttachmentSettings, 'path'>): NodePorts {
    return {
      inputs: variablePorts(path),
      outputs: [
        {
          id: 'attachment',
          label: 'Attachment',
          type: 'json',
          description: 'The file as a model takes it; wire it to Attachments.',
        },
      ],
    };
  }

  static summarize({ path }: AttachmentSettings): string {
    return path.slice(0, 60);
  }

  static checkSettings(own: AttachmentSettings): readonly SettingsIssue[] {
    return checkFilePath(own);
  }

  static reaches(own: AttachmentSettings): readonly Reach[] {
    return [readReach(own)];
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const path = fillTemplate(this.settings.path, inputs).trim();
    const { content } = await context.files.readBytes({
      path,
      grantedFolders: context.grants.folders,
      maxBytes: this.settings.maxMb * bytesPerMb,
      signal: context.signal,
    });
    const name = path.split(/[\\/]/).at(-1) ?? path;
    const mediaType = findMediaType(content) || guessMediaType(name);
    if (mediaType === '') throw unknownType(name);
    const type = mediaType.startsWith('image/') ? 'image' : 'file';
    return { attachment: { type, mediaType, name, data: toBase64(content) } };
  }
}

const signatures: readonly (readonly [RegExp, string])[] = [
  [/^\u0089PNG\r\n/, 'image/png'],
  [/^\u00ff\u00d8\u00ff/, 'image/jpeg'],
  [/^GIF8/, 'image/gif'],
  [/^RIFF[^]{4}WEBP/, 'image/webp'],
  [/^%PDF-/, 'application/pdf'],
];

/** By the first bytes, which say more than a name; '' if they say nothing. */
function findMediaType(content: Uint8Array): string {
  const beginning = String.fromCharCode(...content.subarray(0, 16));
  return signatures.find(([pattern]) => pattern.test(beginning))?.[1] ?? '';
}

function toBase64(content: Uint8Array): string {
  let text = '';
  for (let place = 0; place < content.length; place += pieceBytes) {
    text += btoa(String.fromCharCode(...content.subarray(place, place + pieceBytes)));
  }
  return text;
}

function unknownType(name: string): MillraceError {
  return new MillraceError(
    'attachment_unsupported',
    `"${name}" is neither an image nor a PDF nor a text that models take.`,
    { action: 'Choose a PNG, JPEG, GIF, WebP, PDF, text, Markdown, CSV or JSON file.' },
  );
}
