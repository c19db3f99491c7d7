import * as z from 'zod';
import type { Field } from '../../model/field.ts';
import { modelSettings } from '../model/model-settings.ts';
import { approvalField, concurrencyField, toolRuleSettings } from '../tool/tool-rules.ts';

/** The ways in which an agent comes to its answer. */
const strategyNames = ['function-calling', 'react', 'plan-and-solve', 'rewoo'] as const;
export type StrategyName = (typeof strategyNames)[number];

/** Settings of an agent, whatever its strategy. */
export const agentSettings = modelSettings.extend({
  strategy: z.enum(strategyNames).default('function-calling'),
  maxRounds: z.int().min(1).max(100).default(6),
  /** When the model is told how many rounds are left: always, in the last two, or never. */
  tellRoundsLeft: z.enum(['always', 'near-end', 'never']).default('near-end'),
  /** What happens when the rounds are used up: fail, or ask once more for an answer without tools. */
  atRoundLimit: z.enum(['fail', 'summary']).default('fail'),
  /** Names of tools, with commas between; a call of one of them ends the run with its result. */
  stopTools: z.string().default(''),
  parallelCalls: z.int().min(1).max(50).default(5),
  /** Characters of conversation from which on the oldest tool results are shortened; 0: never. */
  maxConversation: z.int().min(0).default(0),
  /** Most steps of a plan. */
  maxSteps: z.int().min(1).max(50).default(8),
  /** Whether a plan is looked at again after each of its steps. */
  replan: z.boolean().default(true),
  asTool: z.boolean().default(false),
  toolName: z.string().default('ask_agent'),
  toolDescription: z.string().default(''),
  ...toolRuleSettings,
});

export type AgentSettings = z.output<typeof agentSettings>;

/** Form rows of what an agent does, besides the model that it asks. */
export const agentFields: readonly Field[] = [
  {
    key: 'strategy',
    type: 'select',
    label: 'Strategy',
    options: [
      { value: 'function-calling', label: 'Function calling' },
      { value: 'react', label: 'ReAct' },
      { value: 'plan-and-solve', label: 'Plan and solve' },
      { value: 'rewoo', label: 'ReWOO' },
    ],
    help: 'Function calling uses the model’s own tool calls. ReAct writes thoughts and actions as text, for models without them. Plan and solve makes a plan and works through it. ReWOO plans all calls first.',
  },
  {
    key: 'maxRounds',
    type: 'number',
    label: 'Most rounds',
    min: 1,
    max: 100,
    step: 1,
    help: 'One round is one answer of the model with the calls it makes.',
  },
  {
    key: 'asTool',
    type: 'switch',
    label: 'Offer as a tool',
    help: 'Instead of running in the flow, it is called by another agent, which gives it the prompt.',
  },
];

/** Form rows that few agents need. */
export const advancedAgentFields: readonly Field[] = [
  {
    key: 'toolName',
    type: 'text',
    label: 'Name as a tool',
    group: 'advanced',
    help: 'What another agent calls it by.',
  },
  {
    key: 'toolDescription',
    type: 'multiline',
    label: 'Description as a tool',
    rows: 2,
    group: 'advanced',
    help: 'What another agent is told of it.',
  },
  { ...approvalField, group: 'advanced' },
  concurrencyField,
  {
    key: 'stopTools',
    type: 'text',
    label: 'Stop tools',
    placeholder: 'submit_answer',
    group: 'advanced',
    help: 'Names of tools, with commas between. A call of one ends the work, and its result is the answer.',
  },
  {
    key: 'parallelCalls',
    type: 'number',
    label: 'Calls at a time',
    min: 1,
    max: 50,
    step: 1,
    group: 'advanced',
  },
  {
    key: 'tellRoundsLeft',
    type: 'select',
    label: 'Tell rounds left',
    options: [
      { value: 'near-end', label: 'In the last two rounds' },
      { value: 'always', label: 'In every round' },
      { value: 'never', label: 'Never' },
    ],
    group: 'advanced',
    help: 'Tells the model how many rounds it has left, so that it comes to an end.',
  },
  {
    key: 'atRoundLimit',
    type: 'select',
    label: 'When rounds are used up',
    options: [
      { value: 'fail', label: 'Fail' },
      { value: 'summary', label: 'Answer with what is known' },
    ],
    group: 'advanced',
  },
  {
    key: 'maxConversation',
    type: 'number',
    label: 'Shorten old results from',
    unit: 'characters',
    min: 0,
    step: 1000,
    group: 'advanced',
    help: 'When the conversation is longer, the oldest tool results are shortened. 0 never does.',
  },
  {
    key: 'maxSteps',
    type: 'number',
    label: 'Most steps of a plan',
    min: 1,
    max: 50,
    step: 1,
    group: 'advanced',
  },
  {
    key: 'replan',
    type: 'switch',
    label: 'Plan anew after each step',
    group: 'advanced',
    help: 'For plan and solve: what a step has found may change the steps that are left.',
  },
];

/** The strategies in words, as a node’s summary names them. */
export const strategyWords: Readonly<Record<StrategyName, string>> = {
  'function-calling': 'function calling',
  react: 'ReAct',
  'plan-and-solve': 'plan and solve',
  rewoo: 'ReWOO',
};

/** A list of names that a person wrote with commas between. */
export function readNames(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
