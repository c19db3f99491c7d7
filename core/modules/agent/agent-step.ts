import type { BaseSettings } from '../../module/base-settings.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { PortValues } from '../../module/runnable.ts';

type Work = (context: ModuleContext) => Promise<PortValues>;

/** A stretch of an agent's work as a span of its own, with rounds and calls below it. */
class AgentStepModule extends ModuleBase {
  // Drawn as what it is a part of.
  static override readonly kind = 'agent';
  static override readonly title = 'Agent step';

  readonly #work: Work;

  constructor(work: Work, settings: BaseSettings) {
    super(settings);
    this.#work = work;
  }

  protected override forward(_inputs: PortValues, context: ModuleContext): Promise<PortValues> {
    return this.#work(context);
  }
}

/** What a step of an agent is called, and what it starts from. */
export interface StepFacts {
  readonly title: string;
  readonly inputs: PortValues;
  readonly settings: Pick<BaseSettings, 'stream' | 'trace'>;
}

/** Does work as a child span; streams and traces as the agent does. */
export function runStep(
  context: ModuleContext,
  { title, inputs, settings }: StepFacts,
  work: Work,
): Promise<PortValues> {
  const own = baseSettings.parse({ stream: settings.stream, trace: settings.trace });
  return context.call(new AgentStepModule(work, own), inputs, { title });
}
