import type { Strategy } from '../agent-job.ts';
import type { StrategyName } from '../agent-settings.ts';
import { callFunctions } from './function-calling.ts';
import { planAndSolve } from './plan-and-solve.ts';
import { thinkAndAct } from './react.ts';
import { reasonWithoutObserving } from './rewoo.ts';

/** Every strategy by the name that settings give it. */
export const strategies = {
  'function-calling': callFunctions,
  react: thinkAndAct,
  'plan-and-solve': planAndSolve,
  rewoo: reasonWithoutObserving,
} satisfies Record<StrategyName, Strategy>;
