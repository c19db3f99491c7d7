import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';

const settings = baseSettings.extend({ text: z.string().default('') });
type NoteSettings = z.output<typeof settings>;

/** Words for people; no part of any run. */
export class NoteModule extends ModuleBase<NoteSettings> {
  static override readonly kind = 'note';
  static override readonly title = 'Note';
  static override readonly description = 'Says something to whoever reads the flow; does not run.';
  static override readonly icon = 'sticky-note';
  static override readonly category = 'io';
  static override readonly settings = settings;
  static override readonly fields = [
    { key: 'text', type: 'multiline', label: 'Note', rows: 8 },
  ] as const;
  static override readonly ports: NodePorts = { inputs: [], outputs: [] };

  static summarize({ text }: NoteSettings): string {
    const line = text.split('\n').find((part) => part.trim() !== '') ?? '';
    return line.slice(0, 80);
  }

  protected override forward(): PortValues {
    return {};
  }
}
