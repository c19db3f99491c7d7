import type * as z from 'zod';
import type { ToolSpec } from '../contracts/chat.ts';
import type { NodePorts } from '../model/port.ts';
import { placeholderKind, placeholderSettings } from '../model/placeholder.ts';
import type { SettingsIssue } from '../model/validate-flow.ts';
import { baseSettings } from '../module/base-settings.ts';
import { ModuleBase } from '../module/module-base.ts';
import type { PortValues } from '../module/runnable.ts';
import type { ToolProvider } from '../module/tool-handle.ts';
import { MillraceError } from '../shared/errors.ts';

const settings = baseSettings.extend(placeholderSettings.shape);
type PlaceholderSettings = z.output<typeof settings>;

/** A node of an imported flow that has no counterpart here: it keeps what it was, and fails when a run reaches it. */
export class PlaceholderModule extends ModuleBase<PlaceholderSettings> implements ToolProvider {
  static override readonly kind = placeholderKind;
  static override readonly title = 'Placeholder';
  static override readonly description =
    'Stands for a node of another program that has no counterpart here; keeps its settings and does not run.';
  static override readonly icon = 'square-dashed';
  static override readonly category = 'flow';
  static override readonly settings = settings;
  static override readonly fields = [
    { key: 'builder', type: 'text', label: 'Comes from' },
    { key: 'originalType', type: 'text', label: 'Original type' },
    { key: 'originalId', type: 'text', label: 'Original id', group: 'advanced' },
    { key: 'reason', type: 'multiline', label: 'Why it has no counterpart', rows: 2 },
    { key: 'original', type: 'json', label: 'Original settings' },
    { key: 'inputs', type: 'json', label: 'Inputs', group: 'advanced' },
    { key: 'outputs', type: 'json', label: 'Outputs', group: 'advanced' },
  ] as const;
  static override readonly ports: NodePorts = {
    inputs: [{ id: 'in', label: 'In', type: 'any', multiple: true }],
    outputs: [{ id: 'out', label: 'Out', type: 'any' }],
  };

  static portsFor(own: PlaceholderSettings): NodePorts {
    return {
      inputs: own.inputs.map((port) => ({ ...port, multiple: true })),
      outputs: own.outputs,
    };
  }

  static summarize(own: PlaceholderSettings): string {
    return [own.builder, own.originalType].filter((part) => part !== '').join(' · ');
  }

  static checkSettings(own: PlaceholderSettings): readonly SettingsIssue[] {
    return [
      {
        severity: 'warning',
        code: 'placeholder',
        message: `It stands for ${describe(own)} and does not run.`,
        action: 'Replace it by a module that does the same, or disable it.',
        path: ['originalType'],
      },
    ];
  }

  provideTools(): readonly ToolSpec[] {
    throw this.#refuse();
  }

  protected override forward(): PortValues {
    throw this.#refuse();
  }

  #refuse(): MillraceError {
    return new MillraceError(
      'placeholder',
      `This node stands for ${describe(this.settings)}, which Millrace cannot run.`,
      { action: 'Replace it by a module that does the same, or disable it.' },
    );
  }
}

function describe({ builder, originalType }: PlaceholderSettings): string {
  const from = builder === '' ? 'another program' : builder;
  return originalType === '' ? `a node of ${from}` : `the ${from} node “${originalType}”`;
}
