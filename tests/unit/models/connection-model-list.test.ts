import { expect, test } from 'vitest';
import { readModelList } from '../../../core/node/connections/model-list.ts';

test.each([
  ['OpenAI', { object: 'list', data: [{ id: 'a', owned_by: 'x' }] }, [{ id: 'a', ownedBy: 'x' }]],
  ['Together', [{ id: 'a', context_length: 8192 }], [{ id: 'a', contextTokens: 8192 }]],
  ['vLLM', { data: [{ id: 'a', max_model_len: 4096 }] }, [{ id: 'a', contextTokens: 4096 }]],
  ['Groq', { data: [{ id: 'a', context_window: 131072 }] }, [{ id: 'a', contextTokens: 131072 }]],
  [
    'llama.cpp',
    { models: [{ name: 'a' }], data: [{ id: 'a', meta: { n_ctx_train: 2048 } }] },
    [{ id: 'a', contextTokens: 2048 }],
  ],
  ['Ollama', { models: [{ name: 'a:latest', model: 'a:latest' }] }, [{ id: 'a:latest' }]],
  ['names', { data: ['a', 'b', 'a'] }, [{ id: 'a' }, { id: 'b' }]],
  ['an empty Ollama', { object: 'list', data: null }, []],
  ['an empty list', { data: [] }, []],
  ['some of them odd', { data: [{ id: 'a' }, null, {}, 7, { id: '' }] }, [{ id: 'a' }]],
  ['other things', { data: [{ title: 'a' }] }, undefined],
  ['a page', '<html>', undefined],
  ['nothing', undefined, undefined],
])('a list of models as %s gives it', (_who, body, models) => {
  expect(readModelList(body)).toEqual(models);
});
