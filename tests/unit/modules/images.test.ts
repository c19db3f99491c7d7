import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ChatPart } from '../../../core/contracts/chat.ts';
import { isOutputEvent } from '../../../core/contracts/events.ts';
import { createOpenAiChatModel } from '../../../core/node/openai/openai-chat-model.ts';
import type { JsonObject, JsonValue } from '../../../core/shared/json.ts';
import { ChatCompletionsDecoder } from '../../../core/stream/chat-completions/chat-completions-decoder.ts';
import { flowOf, node, runNodes } from '../../harness/run-nodes.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { allEvents, scriptedModel, testEngine } from '../../harness/test-engine.ts';
import { startJsonServer } from '../../servers/embedding-server.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const data = png.toString('base64');
const image = { type: 'image', mediaType: 'image/png', data };

describe('images in answers', () => {
  const read = (...deltas: readonly JsonObject[]): readonly ChatPart[] => {
    const decoder = new ChatCompletionsDecoder();
    return deltas
      .flatMap((delta) => decoder.pushChunk({ choices: [{ index: 0, delta }] }))
      .filter((part) => part.type !== 'usage');
  };
  const address = `data:image/png;base64,${data}`;

  test.each<[string, JsonValue, unknown]>([
    [
      'OpenRouter’s images',
      { images: [{ type: 'image_url', image_url: { url: address } }] },
      image,
    ],
    ['a part of the content', { content: [{ type: 'image_url', image_url: address }] }, image],
    ['base64 alone', { images: [{ b64_json: data }] }, image],
    [
      'Gemini’s inline data',
      { content: [{ inline_data: { mime_type: 'image/webp', data } }] },
      { ...image, mediaType: 'image/webp' },
    ],
    [
      'an address',
      { images: [{ image_url: { url: 'https://example.com/a.png' } }] },
      { type: 'image', mediaType: 'image/*', url: 'https://example.com/a.png' },
    ],
  ])('%s', (_name, delta, part) => {
    expect(read(delta as JsonObject)).toEqual([part]);
  });

  test('an image that is sent twice is one, and what is no image is none', () => {
    const images = [{ type: 'image_url', image_url: { url: address } }];
    const others = [
      { image_url: { url: 'data:text/html;base64,AAAA' } },
      { image_url: 'javascript:x' },
      7,
      null,
    ];
    expect(read({ images }, { images: [...others, ...images] })).toEqual([image]);
  });

  test('come as values of the model’s node, over HTTP', async () => {
    const server = await startJsonServer(() => ({
      body: {
        choices: [
          {
            index: 0,
            finish_reason: 'stop',
            message: {
              content: 'Here.',
              images: [{ type: 'image_url', image_url: { url: address } }],
            },
          },
        ],
      },
    }));
    const model = createOpenAiChatModel({ baseUrl: server.baseUrl });
    const engine = testEngine({ models: { server: model } });
    const flow = flowOf(
      {
        in: node('input'),
        model: node('llm', { connection: 'server', model: 'm', wantsImages: true }),
        text: node('output'),
        images: node('output'),
      },
      ['in.value model.prompt', 'model.text text.value', 'model.images images.value'],
    );
    const run = engine.start({ ...flow, input: 'Draw a dot.' });
    const events = await allEvents(engine, run);
    expect((await run.result).outputs).toEqual({ text: 'Here.', images: [image] });
    expect(server.requests[0]?.body['modalities']).toEqual(['image', 'text']);
    expect(
      events.filter(isOutputEvent).flatMap(({ body }) => (body.type === 'custom' ? [body] : [])),
    ).toEqual([
      {
        type: 'custom',
        name: 'image',
        value: { mediaType: 'image/png', base64Characters: data.length },
      },
    ]);
  });
});

describe('the attachment', () => {
  const engineWith = (
    files: Readonly<Record<string, Buffer>>,
    model = scriptedModel([]),
  ): ReturnType<typeof testEngine> => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'pictures'));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return testEngine({ grants: { folders: [folder] }, models: { script: model } });
  };
  const attach = async (
    path: string,
    files: Readonly<Record<string, Buffer>>,
  ): Promise<unknown> => {
    const { output, error } = await runNodes(
      { in: node('input'), file: node('attachment'), out: node('output') },
      ['in.value file.path', 'file.attachment out.value'],
      path,
      engineWith(files),
    );
    return error?.code ?? output;
  };

  test.each<[string, Buffer, unknown]>([
    ['pictures/dot.png', png, { ...image, name: 'dot.png' }],
    // What the bytes say counts.
    ['dot.txt', png, { ...image, name: 'dot.txt' }],
    [
      'a.md',
      Buffer.from('# Hi'),
      { type: 'file', mediaType: 'text/markdown', name: 'a.md', data: 'IyBIaQ==' },
    ],
    [
      'a.pdf',
      Buffer.from('%PDF-1'),
      { type: 'file', mediaType: 'application/pdf', name: 'a.pdf', data: 'JVBERi0x' },
    ],
    [
      'large.png',
      Buffer.concat([png, Buffer.alloc(100_000, 7)]),
      expect.objectContaining({
        data: Buffer.concat([png, Buffer.alloc(100_000, 7)]).toString('base64'),
      }),
    ],
    ['a.exe', Buffer.from('MZ'), 'attachment_unsupported'],
    ['huge.png', Buffer.alloc(9 * 1024 * 1024), 'file_too_large'],
  ])('%s', async (name, content, expected) => {
    expect(await attach(name, { [name]: content })).toEqual(expected);
  });

  test('reaches nothing outside of granted folders', async () => {
    expect(await attach('../outside.png', {})).toBe('not_granted');
  });

  test('goes to the model with the question', async () => {
    const model = scriptedModel([
      [
        { type: 'text-delta', text: 'A dot.' },
        { type: 'finish', reason: 'stop' },
      ],
    ]);
    const { output } = await runNodes(
      {
        in: node('input'),
        file: node('attachment', { path: 'dot.png' }),
        model: node('llm', { connection: 'script' }),
        out: node('output'),
      },
      ['in.value model.prompt', 'file.attachment model.attachments', 'model.text out.value'],
      'What is it?',
      engineWith({ 'dot.png': png }, model),
    );
    expect(output).toBe('A dot.');
    expect(model.requests[0]?.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'What is it?' }, image] },
    ]);
  });
});
