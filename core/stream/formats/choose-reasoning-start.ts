import type { ReasoningStart } from '../../contracts/chat.ts';

/**
 * Models whose usual chat template ends with the opening marker of the reasoning, so that their output begins inside
 * it. Models that can be told not to think are left out: for them all text would be shown as reasoning until it ends.
 */
const thinkers: readonly RegExp[] = [
  /deepseek-?r1|r1-?distill/,
  /qwen-?3.*thinking/,
  /qwq(?!.*preview)/,
  /olmo-?3.*think/,
];

/** What a setting says of where a model's text begins; `auto` is by the model's name. */
type ReasoningStartSetting = 'auto' | 'yes' | 'no';

/**
 * Whether a model's text begins inside reasoning, by the setting and the model's name; undefined where the raw format
 * knows best. Whoever reads the text still finds it outside when the server sent reasoning apart.
 */
export function chooseReasoningStart(
  setting: ReasoningStartSetting,
  model: string,
): ReasoningStart | undefined {
  if (setting !== 'auto') return setting === 'yes';
  // Servers write the same name with slashes, underscores, spaces and colons.
  const name = model.toLowerCase().replace(/[\s_:/]+/g, '-');
  return thinkers.some((pattern) => pattern.test(name)) ? 'likely' : undefined;
}
