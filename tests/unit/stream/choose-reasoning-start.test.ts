import { expect, test } from 'vitest';
import { chooseReasoningStart } from '../../../core/stream/formats/choose-reasoning-start.ts';

test('by the model’s name, the output of those begins inside reasoning whose prompt opens it', () => {
  const names = {
    'deepseek-ai/DeepSeek-R1': 'likely',
    'deepseek-r1:14b': 'likely',
    'DeepSeek-R1-Distill-Qwen-7B': 'likely',
    'Qwen/Qwen3-235B-A22B-Thinking-2507': 'likely',
    'qwen3-next-80b-a3b-thinking': 'likely',
    'Qwen/QwQ-32B': 'likely',
    'allenai/Olmo-3-7B-Think': 'likely',
    'Qwen/QwQ-32B-Preview': undefined,
    'Qwen/Qwen3-8B': undefined,
    'qwen3-30b-a3b-instruct-2507': undefined,
    'deepseek-ai/DeepSeek-V3.1': undefined,
    'allenai/Olmo-3-7B-Instruct': undefined,
    // Its raw format says so itself.
    'MiniMax-M2': undefined,
    '': undefined,
  };
  const chosen = Object.keys(names).map((name) => [name, chooseReasoningStart('auto', name)]);
  expect(Object.fromEntries(chosen)).toEqual(names);
});

test('a person’s word goes before the name', () => {
  expect([
    chooseReasoningStart('no', 'deepseek-r1'),
    chooseReasoningStart('yes', 'gpt-4o'),
  ]).toEqual([false, true]);
});
