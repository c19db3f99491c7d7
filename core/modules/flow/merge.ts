import type { NodePorts } from '../../model/port.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';

/** Brings the branches of an If or a Switch together again. */
export class MergeModule extends ModuleBase {
  static override readonly kind = 'merge';
  static override readonly title = 'Merge';
  static override readonly description =
    'Passes on the value of whichever branch was taken; of several, that of its first wire.';
  static override readonly icon = 'git-merge';
  static override readonly category = 'flow';
  static override readonly ports: NodePorts = {
    inputs: [{ id: 'values', label: 'Branches', type: 'any', required: true, multiple: true }],
    outputs: [{ id: 'value', label: 'Value', type: 'any' }],
  };

  static summarize(): string {
    return 'whichever branch was taken';
  }

  protected override forward(inputs: PortValues): PortValues {
    return { value: (inputs['values'] as readonly unknown[])[0] };
  }
}
