import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';

const colors = ['grey', 'blue', 'green', 'yellow', 'red', 'purple'] as const;

const settings = baseSettings.extend({ color: z.enum(colors).default('blue') });
type GroupSettings = z.output<typeof settings>;

/** A titled frame behind the nodes that belong together; no part of any run. */
export class GroupModule extends ModuleBase<GroupSettings> {
  static override readonly kind = 'group';
  static override readonly title = 'Group';
  static override readonly description =
    'A titled, coloured frame behind nodes that belong together; does not run.';
  static override readonly icon = 'group';
  static override readonly category = 'io';
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'color',
      type: 'select',
      label: 'Colour',
      options: [
        { value: 'grey', label: 'Grey' },
        { value: 'blue', label: 'Blue' },
        { value: 'green', label: 'Green' },
        { value: 'yellow', label: 'Yellow' },
        { value: 'red', label: 'Red' },
        { value: 'purple', label: 'Purple' },
      ],
    },
  ] as const;
  static override readonly ports: NodePorts = { inputs: [], outputs: [] };

  static summarize(): string {
    return '';
  }

  protected override forward(): PortValues {
    return {};
  }
}
