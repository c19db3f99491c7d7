import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';

const mostBranches = 50;
const settings = baseSettings.extend({ branches: z.int().min(1).max(mostBranches).default(2) });
type DiverterSettings = z.output<typeof settings>;

/** Gives each element of a list a branch of its own. */
export class DiverterModule extends ModuleBase<DiverterSettings> {
  static override readonly kind = 'diverter';
  static override readonly title = 'Diverter';
  static override readonly description =
    'Sends the first element of a list to the first branch, the second to the second, and so on.';
  static override readonly icon = 'route';
  static override readonly category = 'flow';
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'branches',
      type: 'number',
      label: 'Branches',
      min: 1,
      max: mostBranches,
      step: 1,
      help: 'Branches without an element are skipped; elements beyond go to Rest.',
    },
  ] as const;
  static override readonly ports = DiverterModule.portsFor({ branches: 2 });

  static portsFor({ branches }: Pick<DiverterSettings, 'branches'>): NodePorts {
    return {
      inputs: [{ id: 'list', label: 'List', type: 'json', required: true }],
      outputs: [
        ...Array.from({ length: branches }, (_, index) => ({
          id: `item${index + 1}`,
          label: `Item ${index + 1}`,
          type: 'any' as const,
        })),
        {
          id: 'rest',
          label: 'Rest',
          type: 'json',
          description: 'A list of the elements that no branch took.',
        },
      ],
    };
  }

  static summarize({ branches }: DiverterSettings): string {
    return `${branches} branches`;
  }

  protected override forward(inputs: PortValues): PortValues {
    const list = readList(inputs['list']);
    const { branches } = this.settings;
    const given: Record<string, unknown> = {};
    for (const [index, item] of list.slice(0, branches).entries()) given[`item${index + 1}`] = item;
    const rest = list.slice(branches);
    return rest.length === 0 ? given : { ...given, rest };
  }
}

function readList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new MillraceError('wrong_value', 'A diverter takes a list.', {
    action: 'Give it a list, such as the parts of a split text.',
  });
}
