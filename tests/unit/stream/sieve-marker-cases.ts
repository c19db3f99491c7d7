import { type OwnCase, ping, stock } from './sieve-own-case.ts';

const internlmCases: readonly OwnCase[] = [
  {
    title: 'plugin call after text, parameters key, line break after the marker',
    text: 'Sure. <|action_start|><|plugin|>\n{"name": "get_stock", "parameters": {"sku": "A-7"}}<|action_end|><|im_end|>',
    expected: { visible_text: 'Sure. ', calls: [stock] },
  },
  {
    title: 'a space between the two tokens',
    text: '<|action_start|> <|plugin|>{"name":"ping","arguments":{}}<|action_end|>',
    expected: { calls: [ping] },
  },
  {
    title: 'half markers at the end',
    text: 'a <|action_start|><|plug',
    expected: { visible_text: 'a <|action_start|><|plug' },
  },
  {
    title: 'end marker as stop word',
    text: '<|action_start|><|plugin|>{"name":"ping","parameters":{}}\n',
    expected: { calls: [ping] },
  },
  {
    title: 'end marker inside a string',
    text: '<|action_start|><|plugin|>{"name":"get_stock","parameters":{"sku":"<|action_end|>"}}<|action_end|>.',
    expected: {
      visible_text: '.',
      calls: [{ name: 'get_stock', arguments: { sku: '<|action_end|>' } }],
    },
  },
  {
    title: 'two calls, then text',
    text: '<|action_start|><|plugin|>{"name":"ping","parameters":{}}<|action_end|>\n<|action_start|><|plugin|>{"name":"ping","parameters":{}}<|action_end|>\nbye',
    expected: { visible_text: '\nbye', calls: [ping, ping] },
  },
  {
    title: 'code keeps indentation, quotes, unicode and other markers',
    text: '<|action_start|><|interpreter|>\n  if "é😀":\n\tprint("<|action_start|><|plugin|>\\n")\n\n<|action_end|>',
    expected: {
      calls: [
        {
          name: 'python',
          arguments: { code: '  if "é😀":\n\tprint("<|action_start|><|plugin|>\\n")' },
        },
      ],
    },
  },
  {
    title: 'code, end marker as stop word',
    text: '<|action_start|><|interpreter|>print(1)',
    expected: { calls: [{ name: 'python', arguments: { code: 'print(1)' } }] },
  },
  {
    title: 'code cut by length',
    text: 'x<|action_start|><|interpreter|>print(1',
    outcome: 'length',
    expected: { visible_text: 'x', errors: ['incomplete_call'] },
  },
  {
    title: 'bad body',
    text: 'A<|action_start|><|plugin|>{"name" get}<|action_end|>B',
    expected: { visible_text: 'AB', errors: ['malformed_call'] },
  },
].map((own) => ({ format: 'internlm', ...own }) as OwnCase);

const lazyllmCases: readonly OwnCase[] = [
  {
    title: 'long spelling, end marker there',
    text: 'Hm.<|action_start|><|function|>get_stock<|args|>{"sku": "A-7"}<|action_end|>',
    expected: { visible_text: 'Hm.', calls: [stock] },
  },
  {
    title: 'short spelling, end marker absent',
    text: 'Hm.<|function|>get_stock\n<|args|>\n{"sku": "A-7"}\n',
    expected: { visible_text: 'Hm.', calls: [stock] },
  },
  {
    title: 'back to back, end markers absent',
    text: '<|function|>get_stock<|args|>{"sku":"A-7"}<|function|>ping<|args|>{}',
    expected: { calls: [stock, ping] },
  },
  {
    title: 'empty arguments',
    text: '<|function|>ping<|args|><|action_end|> <|function|>ping<|args|>',
    expected: { calls: [ping, ping] },
  },
  {
    title: 'no arguments',
    text: '<|function|>ping<|action_end|>a<|function|>ping',
    expected: { visible_text: 'a', calls: [ping, ping] },
  },
  {
    title: 'a cut name',
    text: 'a<|function|>get_st',
    outcome: 'length',
    expected: { visible_text: 'a', errors: ['incomplete_call'] },
  },
  {
    title: 'a name that was not offered, nothing after it',
    text: 'a<|function|>get_st',
    expected: { visible_text: 'a', errors: ['incomplete_call'] },
  },
  {
    title: 'half a marker is text',
    text: 'a <|action_start|><|functional|> b <|args|>',
    expected: { visible_text: 'a <|action_start|><|functional|> b <|args|>' },
  },
  {
    title: 'the marker as a word',
    text: `The <|function|> marker ${'is a word here '.repeat(40)}`,
    expected: { visible_text: `The <|function|> marker ${'is a word here '.repeat(40)}` },
  },
  {
    title: 'a sentence for a name',
    text: 'a<|function|>not a name<|args|>{}<|action_end|>b',
    expected: { visible_text: 'ab', errors: ['malformed_call'] },
  },
  {
    title: 'single quotes, end marker absent, text follows',
    text: "<|function|>get_stock<|args|>{'sku': 'A-7'}\nDone.",
    expected: { visible_text: '\nDone.', calls: [stock] },
  },
  {
    title: 'cut arguments',
    text: '<|function|>get_stock<|args|>{"sku": "A-',
    expected: { errors: ['incomplete_call'] },
  },
  {
    title: 'arguments that are words',
    text: 'a<|function|>get_stock<|args|>sku A-7<|action_end|>b',
    expected: { visible_text: 'ab', errors: ['malformed_call'] },
  },
  {
    title: 'interrupted after a whole call',
    text: '<|function|>ping<|args|>{}',
    outcome: 'interrupted',
    expected: { errors: ['call_withheld'] },
  },
].map((own) => ({ format: 'lazyllm-function', ...own }) as OwnCase);

const qwenOldCases: readonly OwnCase[] = [
  {
    title: 'text follows the arguments',
    text: '✿FUNCTION✿: get_stock\n✿ARGS✿: {"sku": "A-7"}\nDone ✿.',
    expected: { visible_text: '\nDone ✿.', calls: [stock] },
  },
  {
    title: 'the result marker stops everything',
    text: '✿FUNCTION✿: ping\n✿ARGS✿: {}\n✿RESULT✿: 7\n✿RETURN✿: It is 7.',
    expected: { calls: [ping] },
  },
  {
    title: 'an answer that repeats the return marker',
    text: '✿RETURN✿: It is 7.',
    expected: { visible_text: 'It is 7.' },
  },
  {
    title: 'no arguments at all',
    text: 'Ok\n✿FUNCTION✿: ping\n✿RESULT✿',
    expected: { visible_text: 'Ok\n', calls: [ping] },
  },
  {
    title: 'no arguments, text on the next line',
    text: '✿FUNCTION✿: ping\nHello there.',
    expected: { visible_text: '\nHello there.', calls: [ping] },
  },
  {
    title: 'full-width colons, no spaces',
    text: '✿FUNCTION✿\uFF1Aget_stock\n✿ARGS✿\uFF1A{"sku":"A-7"}',
    expected: { calls: [stock] },
  },
  {
    title: 'fenced arguments',
    text: '✿FUNCTION✿: get_stock\n✿ARGS✿: ```json\n{"sku": "A-7"}\n```\n✿FUNCTION✿: ping\n✿ARGS✿: {}',
    expected: { calls: [stock, ping] },
  },
  {
    title: 'single quotes, text follows',
    text: "✿FUNCTION✿: get_stock\n✿ARGS✿: {'sku': 'A-7'} Done.",
    expected: { visible_text: ' Done.', calls: [stock] },
  },
  {
    title: 'flowers in prose',
    text: 'A ✿ and ✿FUNCTION✿ and ✿ARGS',
    expected: { visible_text: 'A ✿ and ✿FUNCTION✿ and ✿ARGS' },
  },
  {
    title: 'unicode name and values',
    text: '✿FUNCTION✿: 天气\n✿ARGS✿: {"城市": "洛杉矶 ✿FUNCTION✿: x"}',
    expected: { calls: [{ name: '天气', arguments: { 城市: '洛杉矶 ✿FUNCTION✿: x' } }] },
  },
  {
    title: 'cut arguments',
    text: 'a✿FUNCTION✿: get_stock\n✿ARGS✿: {"sku": ',
    expected: { visible_text: 'a', errors: ['incomplete_call'] },
  },
  {
    title: 'interrupted before the arguments',
    text: '✿FUNCTION✿: ping\n',
    outcome: 'interrupted',
    expected: { errors: ['incomplete_call'] },
  },
].map((own) => ({ format: 'qwen-old', ...own }) as OwnCase);

/** The cases of the formats with tokens and flowers. */
export const markerCases: readonly OwnCase[] = [...internlmCases, ...lazyllmCases, ...qwenOldCases];
