import { afterEach, describe, expect, test } from 'vitest';
import type { ContentPart } from '../../../core/contracts/chat.ts';
import { createOpenAiChatModel } from '../../../core/node/openai/openai-chat-model.ts';
import { dialects } from '../../servers/chat-dialects.ts';
import { refuse } from '../../servers/chat-server.ts';
import { request, run, serve, stopServers } from './run-turn.ts';

afterEach(stopServers);

const image: ContentPart = { type: 'image', mediaType: 'image/png', data: 'aGk=' };
const file: ContentPart = {
  type: 'file',
  mediaType: 'application/pdf',
  name: 'a.pdf',
  data: 'aGk=',
};
const ask = (...content: ContentPart[]) => ({ messages: [{ role: 'user' as const, content }] });

describe('images and files', () => {
  test('go out as the parts that OpenAI describes', async () => {
    const server = await serve(() => ({ chunks: dialects.openai({ text: ['ok'] }) }));
    const url = 'https://pictures.example/a.png';
    const linked: ContentPart = { type: 'image', mediaType: 'image/png', url };
    await run(server, ask({ type: 'text', text: 'What?' }, image, linked, file));
    expect(server.requests[0]?.body.messages[0]?.content).toEqual([
      { type: 'text', text: 'What?' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } },
      { type: 'image_url', image_url: { url } },
      { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,aGk=' } },
    ]);
  });

  test.each([
    [500, 'image input is not supported - hint: you may need to provide the mmproj'],
    [400, 'At most 0 image(s) may be provided in one request.'],
    [404, 'No endpoints found that support image input'],
    [400, 'Invalid content type. image_url is only supported by certain models.'],
    [413, 'Too large'],
  ])('a refusal says so (%i, %s)', async (status, words) => {
    const server = await serve(() => refuse(status, words));
    const { error } = await run(server, ask(image));
    expect([error?.code, error?.action]).toEqual([
      'attachments_rejected',
      'Choose a model that reads images or files, or remove the attachments.',
    ]);
    expect((await run(server)).error?.code).not.toBe('attachments_rejected');
  });

  test('a file by address is refused before any request', async () => {
    const server = await serve(() => refuse(500, 'never'));
    const { error } = await run(
      server,
      ask({
        type: 'file',
        mediaType: 'a/b',
        name: 'far.pdf',
        url: 'https://files.example/far.pdf',
      }),
    );
    expect([error?.code, server.requests.length]).toEqual(['attachments_rejected', 0]);
  });
});

describe('a schema for the answer', () => {
  const open = { type: 'object', title: 'My answer', properties: { n: { type: 'number' } } };
  const strict = { ...open, required: ['n'], additionalProperties: false };

  test.each([
    ['open', open, false],
    ['strict', strict, true],
    ['nested open', { ...strict, properties: { n: open } }, false],
  ])('%s', async (_name, outputSchema, isStrict) => {
    const server = await serve(() => ({ chunks: dialects.openai({ text: ['{}'] }) }));
    await run(server, { outputSchema });
    expect(server.requests[0]?.body['response_format']).toEqual({
      type: 'json_schema',
      json_schema: { name: 'My_answer', schema: outputSchema, strict: isStrict },
    });
  });

  test('an endpoint that takes none gets it in its instructions, and is asked once only', async () => {
    const server = await serve((asked) =>
      'response_format' in asked.body
        ? refuse(400, 'This response_format type is unavailable now')
        : { chunks: dialects.openai({ text: ['{}'] }) },
    );
    const model = createOpenAiChatModel({ baseUrl: server.url });
    for (let turn = 0; turn < 2; turn += 1) {
      const asked = { ...request, outputSchema: open };
      for await (const _ of model.stream(asked, new AbortController().signal));
    }
    const formats = server.requests.map(
      (sent) => (sent.body['response_format'] as { type: string } | undefined)?.type,
    );
    expect(formats).toEqual(['json_schema', 'json_object', undefined, undefined]);
    const [first] = server.requests[3]?.body.messages ?? [];
    expect([first?.role, first?.content?.includes(JSON.stringify(open))]).toEqual(['system', true]);
  });
});
