import { baseSettings } from './base-settings.ts';
import { kindTitle } from './kind-names.ts';
import { ModuleBase } from './module-base.ts';
import type { ModuleContext } from './module-context.ts';
import type { RunScope } from './run-scope.ts';
import type { PortValues } from './runnable.ts';
import type { OfferedTool, ToolProvider } from './tool-handle.ts';

/** Looks for a provider's tools as a span, so that the wait and what fails in it are seen at the tool's node. */
class ToolListingModule extends ModuleBase {
  // Drawn as what it brings.
  static override readonly kind = 'tool';
  static override readonly title = 'Tools';

  readonly #open: NonNullable<ToolProvider['openTools']>;

  constructor(provider: ModuleBase, open: NonNullable<ToolProvider['openTools']>) {
    // Its time limit is that of a call; what it asks for its tools keeps a time of its own.
    const { stream, trace } = provider.settings;
    super(baseSettings.parse({ stream, trace }));
    this.#open = open;
  }

  protected override async forward(
    _inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const tools = await this.#open(context);
    return { tools: tools.map(({ name }) => name), offered: new Offer(tools) };
  }
}

/** The tools whole, which no trace needs. */
class Offer {
  readonly tools: readonly OfferedTool[];
  constructor(tools: readonly OfferedTool[]) {
    this.tools = tools;
  }
  toJSON(): undefined {
    return undefined;
  }
}

/**
 * The tools that a module offers; looking for them counts as a part of `scope`'s work. They are looked for in every run:
 * what the record keeps of them cannot be called.
 */
export async function listTools(
  module: ModuleBase & ToolProvider,
  scope: RunScope,
): Promise<readonly OfferedTool[]> {
  const open = module.openTools?.bind(module);
  if (open === undefined) return (await module.provideTools?.()) ?? [];
  const kind = module.constructor as typeof ModuleBase;
  const outputs = await new ToolListingModule(module, open).run(
    {},
    { scope: { ...scope, prior: undefined }, title: `tools of ${kindTitle(kind)}` },
  );
  return (outputs['offered'] as Offer).tools;
}
