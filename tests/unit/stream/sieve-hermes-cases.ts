import { type OwnCase, ping, stock } from './sieve-own-case.ts';

const stockJson = '{"name":"get_stock","arguments":{"sku":"A-7"}}';
const hermesStock = `<tool_call>${stockJson}</tool_call>`;

/** Hermes: the rules about JSON bodies, reasoning and white space. */
export const hermesCases: readonly OwnCase[] = [
  {
    title: 'text and a whole call in one piece',
    text: `Sure.${hermesStock}`,
    expected: { visible_text: 'Sure.', calls: [stock] },
  },
  {
    title: 'text between two calls is verbatim',
    text: `a ${hermesStock}\n b \n${hermesStock} c`,
    expected: { visible_text: 'a \n b \n c', calls: [stock, stock] },
  },
  {
    title: 'white space between and after calls is dropped',
    text: `${hermesStock} \n\t${hermesStock}\n\n`,
    expected: { calls: [stock, stock] },
  },
  {
    title: 'white space before a control token, then text',
    text: `${hermesStock}\n<|im_end|>\nmore`,
    expected: { visible_text: '\n\nmore', calls: [stock] },
  },
  {
    title: 'fake-outs are text',
    text: 'a <callback> b <tool_cal> c </tool_call d <<tool_call e <',
    expected: { visible_text: 'a <callback> b <tool_cal> c </tool_call d <<tool_call e <' },
  },
  {
    title: 'a doubled first unit before a marker',
    text: `<<${hermesStock}>`,
    expected: { visible_text: '<<>', calls: [stock] },
  },
  {
    title: 'the marker as a word in prose',
    text: `The tag <tool_call> opens a call. ${'It is long prose. '.repeat(30)}${hermesStock}`,
    expected: {
      visible_text: `The tag <tool_call> opens a call. ${'It is long prose. '.repeat(30)}`,
      calls: [stock],
    },
  },
  {
    title: 'the marker as a word at the end',
    text: 'Use the <tool_call> tag.',
    expected: { visible_text: 'Use the <tool_call> tag.' },
  },
  {
    title: 'the marker as a word, then a call',
    text: `Use <tool_call> so: ${hermesStock}`,
    expected: { visible_text: 'Use <tool_call> so: ', calls: [stock] },
  },
  {
    title: 'a short body that is no JSON',
    text: 'A<tool_call>get_stock(A-7)</tool_call>B',
    expected: { visible_text: 'AB', errors: ['malformed_call'] },
  },
  {
    title: 'an object without a name',
    text: '<tool_call>{"tool":"x"}</tool_call> ok',
    expected: { visible_text: ' ok', errors: ['malformed_call'] },
  },
  {
    title: 'arguments that are a list',
    text: '<tool_call>{"name":"ping","arguments":[1]}</tool_call>',
    expected: { errors: ['malformed_call'] },
  },
  {
    title: 'text after the object, before the end marker',
    text: `<tool_call>${stockJson} oops</tool_call>B`,
    expected: { visible_text: 'B', errors: ['malformed_call'] },
  },
  {
    title: 'brackets too many',
    text: `<tool_call>${stockJson}}}\n</tool_call>B`,
    expected: { visible_text: 'B', calls: [stock] },
  },
  {
    title: 'a bracket too few',
    text: `<tool_call>${stockJson.slice(0, -1)}\n</tool_call>B`,
    expected: { visible_text: 'B', calls: [stock] },
  },
  {
    title: 'no end marker, text follows',
    text: `<tool_call>${stockJson}\nBack soon.`,
    expected: { visible_text: '\nBack soon.', calls: [stock] },
  },
  {
    title: 'no end marker, the next call follows',
    text: `<tool_call>${stockJson}\n${hermesStock}`,
    expected: { calls: [stock, stock] },
  },
  {
    title: 'no end marker, a control token follows',
    text: `<tool_call>${stockJson}<|im_end|>`,
    expected: { calls: [stock] },
  },
  {
    title: 'two objects in one pair of markers',
    text: `<tool_call>${stockJson}\n{"name":"ping"}</tool_call>`,
    expected: { calls: [stock, ping] },
  },
  {
    title: 'a code fence inside the markers',
    text: `<tool_call>\n\`\`\`json\n${stockJson}\n\`\`\`\n</tool_call>!`,
    expected: { visible_text: '!', calls: [stock] },
  },
  {
    title: 'nested brackets, escaped quotes, markers and unicode in strings',
    text: '<tool_call>{"name":"get_stock","arguments":{"a":{"b":[{"c":"}]{"}]},"d":"\\"</tool_call>\\"\\\\","e":"✿ 😀 \\ud83d\\ude00"}}</tool_call>',
    expected: {
      calls: [
        {
          name: 'get_stock',
          arguments: { a: { b: [{ c: '}]{' }] }, d: '"</tool_call>"\\', e: '✿ 😀 😀' },
        },
      ],
    },
  },
  {
    title: 'arguments before the name',
    text: '<tool_call>{"id":7,"arguments":{"sku":"A-7"},"name":"get_stock"}</tool_call>',
    expected: { calls: [stock] },
  },
  {
    title: 'arguments as a JSON string',
    text: '<tool_call>{"name":"get_stock","arguments":"{\\"sku\\":\\"A-7\\"}"}</tool_call>',
    expected: { calls: [stock] },
  },
  {
    title: 'arguments null, missing, and an empty string',
    text: '<tool_call>{"name":"ping","arguments":null}</tool_call><tool_call>{"name":"ping"}</tool_call><tool_call>{"name":"ping","arguments":""}</tool_call>',
    expected: { calls: [ping, ping, ping] },
  },
  {
    title: 'Python literals, raw line breaks, a trailing comma, an unknown escape',
    text: '<tool_call>{"name":"get_stock","arguments":{"a":True,"b":[None,False,],"c":"x\ny\tz","d":"\\d\\\'",}}</tool_call>',
    expected: {
      calls: [
        { name: 'get_stock', arguments: { a: true, b: [null, false], c: 'x\ny\tz', d: "\\d'" } },
      ],
    },
  },
  {
    title: 'a Python dictionary',
    text: "<tool_call>{'name': 'get_stock', 'arguments': {'sku': 'A-7', 'note': \"it's\"}}</tool_call>ok",
    expected: {
      visible_text: 'ok',
      calls: [{ name: 'get_stock', arguments: { sku: 'A-7', note: "it's" } }],
    },
  },
  {
    title: 'single quotes in the arguments only',
    text: '<tool_call>{"name":"get_stock","arguments":{\'sku\':\'A-7\'}}</tool_call>',
    expected: { calls: [stock] },
  },
  {
    title: 'quotes inside a string that are not escaped',
    text: '<tool_call>{"name":"get_stock","arguments":{"sku":"say "hi" now"}}</tool_call>',
    expected: { calls: [{ name: 'get_stock', arguments: { sku: 'say "hi" now' } }] },
  },
  {
    title: 'a comma is missing',
    text: '<tool_call>{"name":"get_stock","arguments":{"a":1 "sku":"A-7"}}</tool_call>',
    expected: { calls: [{ name: 'get_stock', arguments: { a: 1, sku: 'A-7' } }] },
  },
  {
    title: 'a faulty call is no excuse for the next',
    text: `<tool_call>{"name": oops ${hermesStock}`,
    expected: { calls: [stock], errors: ['malformed_call'] },
  },
  {
    title: 'faulty and cut: never repaired',
    text: "<tool_call>{'name': 'get_stock', 'arguments': {'sku': 'A-7'",
    expected: { errors: ['incomplete_call'] },
  },
  {
    title: 'faulty and whole, end marker missing',
    text: "<tool_call>{'name': 'get_stock', 'arguments': {'sku': 'A-7'}}",
    expected: { calls: [stock] },
  },
  {
    title: 'only the opening marker',
    text: 'x<tool_call>\n',
    expected: { visible_text: 'x', errors: ['incomplete_call'] },
  },
  {
    title: 'much white space before the object',
    text: `a<tool_call>${' '.repeat(500)}${stockJson}</tool_call>`,
    expected: { visible_text: 'a', calls: [stock] },
  },
  {
    title: 'much white space before a word',
    text: `a<tool_call>${' '.repeat(500)}b`,
    expected: { visible_text: `a<tool_call>${' '.repeat(500)}b` },
  },
  {
    title: 'an end marker too far behind a word is text',
    text: `<tool_call>${'x'.repeat(401)}</tool_call>`,
    expected: { visible_text: `<tool_call>${'x'.repeat(401)}</tool_call>` },
  },
  {
    title: 'an end marker just near enough',
    text: `<tool_call>${'x'.repeat(400)}</tool_call>`,
    expected: { errors: ['malformed_call'] },
  },
  {
    title: 'an end marker too far behind the object is text',
    text: `<tool_call>${stockJson}${'x'.repeat(401)}</tool_call>`,
    expected: { visible_text: `${'x'.repeat(401)}</tool_call>`, calls: [stock] },
  },
  {
    title: 'a name that was not offered',
    text: '<tool_call>{"name":"fly","arguments":{}}</tool_call>',
    expected: { calls: [{ name: 'fly', arguments: {} }] },
  },
  {
    title: 'cut by length: a whole call is withheld',
    text: `Hi${hermesStock} and`,
    outcome: 'length',
    expected: { visible_text: 'Hi and', errors: ['call_withheld'] },
  },
  {
    title: 'interrupted: a whole call is withheld, a cut one incomplete',
    text: `${hermesStock}${hermesStock.slice(0, 40)}`,
    outcome: 'interrupted',
    expected: { errors: ['incomplete_call', 'call_withheld'] },
  },
  {
    title: 'interrupted in a marker: held text is released',
    text: 'Hi <tool_ca',
    outcome: 'interrupted',
    expected: { visible_text: 'Hi <tool_ca' },
  },
  {
    title: 'reasoning opened in text',
    text: '<think>\n a  b \n</think>\n\nHi <think>c</think> d',
    expected: { visible_text: 'Hi d', reasoning: 'a  bc' },
  },
  {
    title: 'reasoning that never ends',
    text: '<think>\nhm </think',
    expected: { reasoning: 'hm </think' },
  },
  {
    title: 'a call inside reasoning is reasoning',
    text: `<think>Try ${hermesStock}!</think>No.`,
    expected: { visible_text: 'No.', reasoning: `Try ${hermesStock}!` },
  },
  {
    title: 'the template and the model both open the reasoning',
    text: '<think>\nq</think>\nA',
    startInReasoning: true,
    expected: { visible_text: 'A', reasoning: 'q' },
  },
  {
    title: 'the opening tag as a word in reasoning',
    text: 'the <think> tag</think>A',
    startInReasoning: true,
    expected: { visible_text: 'A', reasoning: 'the <think> tag' },
  },
  {
    title: 'reasoning between a call and text',
    text: `${hermesStock}\n<think>q</think>\nA`,
    expected: { visible_text: '\nA', reasoning: 'q', calls: [stock] },
  },
  { title: 'nothing at all', text: '', expected: {} },
].map((own) => ({ format: 'hermes', ...own }) as OwnCase);
