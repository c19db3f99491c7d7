import type { NodePorts } from '../model/port.ts';
import { ModuleBase } from '../module/module-base.ts';
import type { PortValues } from '../module/runnable.ts';

/** Where a run's result leaves the flow. */
export class OutputModule extends ModuleBase {
  static override readonly kind = 'output';
  static override readonly title = 'Output';
  static override readonly description = 'Hands a value out as the result of the run.';
  static override readonly icon = 'log-out';
  static override readonly category = 'io';
  static readonly role = 'run-output';
  static override readonly ports: NodePorts = {
    inputs: [{ id: 'value', label: 'Value', type: 'any', required: true }],
    outputs: [],
  };

  static summarize(): string {
    return 'result of the run';
  }

  protected override forward(inputs: PortValues): PortValues {
    return { value: inputs['value'] };
  }
}
