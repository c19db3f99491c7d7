import * as z from 'zod';
import type { Field } from '../../model/field.ts';
import type { OfferedTool } from '../../module/tool-handle.ts';

/** Settings of how a tool's calls are to be made. */
export const toolRuleSettings = {
  /** A person must approve each call. */
  needsApproval: z.boolean().default(false),
  /** Calls of tools with the same key are made one after another; '' for none. */
  concurrencyKey: z.string().default(''),
};

/** Form row of tools that a person may have to approve. */
export const approvalField: Field = {
  key: 'needsApproval',
  type: 'switch',
  label: 'Ask before each call',
  help: 'The call waits until a person approves it, denies it, or changes its arguments.',
};

/** Form row of tools that must not run side by side. */
export const concurrencyField: Field = {
  key: 'concurrencyKey',
  type: 'text',
  label: 'One at a time',
  placeholder: 'cart',
  group: 'advanced',
  help: 'A name of your own. Tools with the same name here are never called at the same time.',
};

/** Form row for the length at which a result is cut. */
export const longestResultField: Field = {
  key: 'maxCharacters',
  type: 'number',
  label: 'Longest result',
  unit: 'characters',
  min: 1,
  step: 1000,
  group: 'advanced',
};

/** The rules that settings make, as a part of an offered tool. */
export function rulesOf(own: {
  readonly needsApproval?: boolean;
  readonly concurrencyKey: string;
}): Pick<OfferedTool, 'rules'> {
  const keys = own.concurrencyKey.trim() === '' ? undefined : [own.concurrencyKey.trim()];
  if (own.needsApproval !== true && keys === undefined) return {};
  return {
    rules: {
      ...(own.needsApproval === true ? { needsApproval: true } : {}),
      ...(keys === undefined ? {} : { concurrencyKeys: keys }),
    },
  };
}
