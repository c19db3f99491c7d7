import * as z from 'zod';
import type { NodePorts, Port } from '../../model/port.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';

const mostLanes = 20;
const settings = baseSettings.extend({ lanes: z.int().min(2).max(mostLanes).default(2) });
type BarrierSettings = z.output<typeof settings>;

/** Holds parallel branches until all of them have come as far. */
export class BarrierModule extends ModuleBase<BarrierSettings> {
  static override readonly kind = 'barrier';
  static override readonly title = 'Barrier';
  static override readonly description =
    'Holds several branches until all have arrived, then lets each go on with its own value.';
  static override readonly icon = 'fence';
  static override readonly category = 'flow';
  static override readonly settings = settings;
  static override readonly fields = [
    { key: 'lanes', type: 'number', label: 'Branches', min: 2, max: mostLanes, step: 1 },
  ] as const;
  static override readonly ports = BarrierModule.portsFor({ lanes: 2 });

  static portsFor({ lanes }: Pick<BarrierSettings, 'lanes'>): NodePorts {
    const ports = (prefix: string, label: string): readonly Port[] =>
      Array.from({ length: lanes }, (_, index) => ({
        id: `${prefix}${index + 1}`,
        label: `${label} ${index + 1}`,
        type: 'any',
      }));
    return { inputs: ports('in', 'In'), outputs: ports('out', 'Out') };
  }

  static summarize({ lanes }: BarrierSettings): string {
    return `${lanes} branches`;
  }

  protected override forward(inputs: PortValues): PortValues {
    return Object.fromEntries(
      Object.entries(inputs).map(([id, value]) => [id.replace('in', 'out'), value]),
    );
  }
}
