import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import type { ChatPart, ToolCall } from '../../../core/contracts/chat.ts';
import { AgentModule } from '../../../core/modules/agent/agent.ts';
import { SubFlowModule } from '../../../core/modules/flow/sub-flow.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { HttpToolModule } from '../../../core/modules/tool/http-tool.ts';
import { OpenApiToolsModule } from '../../../core/modules/tool/openapi-tools.ts';
import type { ModuleBase } from '../../../core/module/module-base.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { call, callTurn, textTurn } from '../../harness/agent-turns.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { allEvents, scriptedModel, testEngine, textOf } from '../../harness/test-engine.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that keeps what it was asked, and answers with the path; 404 below /missing. */
async function startApi(): Promise<{ readonly origin: string; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      const status = url.startsWith('/missing') ? 404 : 200;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ path: url }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, seen };
}

/** Lets a model call wired tools once; gives what it read of them. */
async function callTools(
  tools: Readonly<Record<string, ModuleBase>>,
  calls: readonly ToolCall[],
  options: Parameters<typeof testEngine>[0] = {},
): Promise<{
  readonly told: readonly string[];
  readonly model: ReturnType<typeof scriptedModel>;
  readonly written: string;
}> {
  const turns: ChatPart[][] = [callTurn(...calls), textTurn('Done.')];
  const model = scriptedModel(turns);
  const engine = testEngine({ ...options, models: { script: model } });
  const flow = defineFlow({
    name: 'Tools',
    nodes: {
      question: new InputModule(),
      agent: configure(AgentModule, { connection: 'script' }),
      answer: new OutputModule(),
      ...tools,
    },
    edges: [
      ['question.value', 'agent.prompt'],
      ['agent.text', 'answer.value'],
      ...Object.keys(tools).map((id): [string, string] => [`${id}.tool`, 'agent.tools']),
    ],
  });
  const run = engine.start({ ...flow, input: 'x', answerer: () => ({ type: 'approve' }) });
  const events = await allEvents(engine, run);
  const { error } = await run.result;
  if (error) throw new Error(`${error.code}: ${error.message}`);
  const results = model.requests[1]?.messages.filter(({ role }) => role === 'tool') ?? [];
  return { told: results.map(textOf), model, written: JSON.stringify(events) };
}

describe('HTTP tool', () => {
  test('arguments go into the address, then the query or the body; keys come from secrets, unseen', async () => {
    const { origin, seen } = await startApi();
    const headers = { authorization: { $secret: 'SHOP', prefix: 'Bearer ' } };
    const get = configure(HttpToolModule, {
      name: 'get_price',
      description: 'The price of a thing.',
      url: `${origin}/price/{{thing}}`,
      headers,
      parameters: {
        type: 'object',
        properties: { thing: { type: 'string' }, day: { type: 'integer' } },
        required: ['thing'],
      },
    });
    const post = configure(HttpToolModule, {
      name: 'order',
      description: 'Orders.',
      method: 'POST',
      url: `${origin}/orders/{{thing}}`,
      parameters: {
        type: 'object',
        properties: { thing: { type: 'string' }, pieces: { type: 'integer' } },
        required: ['thing', 'pieces'],
      },
    });
    const { told, model, written } = await callTools(
      { get, post },
      [
        call('c1', 'get_price', { thing: 'a/b?c', day: '3' }),
        call('c2', 'order', { thing: 'ink', pieces: 2 }),
        call('c3', 'order', { thing: 'ink' }),
      ],
      { secrets: { SHOP: 'key-123456' }, grants: { hosts: ['127.0.0.1'] } },
    );
    expect(told).toEqual([
      '{"path":"/price/a%2Fb%3Fc?day=3"}',
      '{"path":"/orders/ink"}',
      expect.stringContaining('invalid_arguments'),
    ]);
    expect(seen.toSorted((a, b) => (a.method < b.method ? -1 : 1))).toMatchObject([
      { method: 'GET', headers: { authorization: 'Bearer key-123456' }, body: '' },
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"pieces":2}' },
    ]);
    expect(written).not.toContain('key-123456');
    expect(model.requests[0]?.tools.map(({ name }) => name)).toEqual(['get_price', 'order']);
  });

  test('a status of failure, a host that nobody allowed and a silent server are errors that the model reads', async () => {
    const { origin } = await startApi();
    const missing = configure(HttpToolModule, { name: 'missing', url: `${origin}/missing/{{id}}` });
    const away = configure(HttpToolModule, { name: 'away', url: 'http://example.invalid/' });
    const { told } = await callTools(
      { missing, away },
      [call('c1', 'missing', { id: '7' }), call('c2', 'away', {})],
      { grants: { hosts: ['127.0.0.1'] } },
    );
    expect(told.map((text) => (JSON.parse(text) as { error: unknown }).error)).toMatchObject([
      { code: 'http_status', details: { status: 404, body: '{"path":"/missing/7"}' } },
      { code: 'not_granted' },
    ]);
  });

  test.each<[string, JsonObject, string]>([
    ['no address', { url: '' }, 'url_missing'],
    ['a host that is a variable', { url: 'https://{{host}}/' }, 'host_not_listed'],
    [
      'a name that no model takes',
      { url: 'https://a.example/', name: 'get price' },
      'invalid_tool_name',
    ],
    [
      'a variable that is no parameter',
      { url: 'https://a.example/{{id}}', parameters: { type: 'object', properties: {} } },
      'invalid_parameters',
    ],
  ])('%s is found before a run', (_name, settings, code) => {
    const issues = HttpToolModule.checkSettings(
      HttpToolModule.settings.parse({ description: 'x', ...settings }),
    );
    expect(issues.map((issue) => issue.code)).toEqual([code]);
  });
});

const petstore = (origin: string): string => `openapi: 3.0.3
info: { title: Pets, version: '1' }
servers: [{ url: '${origin}/v1' }]
paths:
  /pets/{petId}:
    parameters:
      - $ref: '#/components/parameters/PetId'
    get:
      operationId: getPet
      summary: One pet
      parameters:
        - { name: fields, in: query, schema: { type: string } }
        - { name: X-Trace, in: header, schema: { type: string } }
    delete:
      operationId: deletePet
  /pets:
    post:
      operationId: addPet
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Pet' }
components:
  parameters:
    PetId: { name: petId, in: path, required: true, schema: { type: string }, description: Its id. }
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
        parent: { $ref: '#/components/schemas/Pet' }
`;

describe('OpenAPI tools', () => {
  test('operations become tools with their parameters in place; a body that refers to itself ends', async () => {
    const { origin, seen } = await startApi();
    const pets = configure(OpenApiToolsModule, { document: petstore(origin), approval: 'none' });
    const { told, model } = await callTools(
      { pets },
      [
        call('c1', 'getPet', { petId: 'a b', fields: 'name', 'X-Trace': 't1' }),
        call('c2', 'addPet', { body: { name: 'Rex', parent: { any: 1 } } }),
        call('c3', 'addPet', { body: {} }),
        call('c4', 'getPet', { petId: '..' }),
      ],
      { grants: { hosts: ['127.0.0.1'] } },
    );
    expect(told).toEqual([
      '{"path":"/v1/pets/a%20b?fields=name"}',
      '{"path":"/v1/pets"}',
      expect.stringContaining('body.name'),
      expect.stringContaining('invalid_url'),
    ]);
    expect(seen).toMatchObject([
      { method: 'GET', headers: { 'x-trace': 't1' } },
      { method: 'POST', body: '{"name":"Rex","parent":{"any":1}}' },
    ]);
    expect(model.requests[0]?.tools).toMatchObject([
      {
        name: 'getPet',
        description: 'One pet',
        parameters: { required: ['petId'], properties: { petId: { description: 'Its id.' } } },
      },
      { name: 'deletePet' },
      { name: 'addPet', parameters: { required: ['body'] } },
    ]);
  });

  test('chosen operations of a file in a granted folder, with approval of what changes something', async () => {
    const { origin } = await startApi();
    const folder = tempFolder();
    writeFileSync(join(folder, 'pets.yaml'), petstore(origin));
    const pets = configure(OpenApiToolsModule, {
      file: 'pets.yaml',
      operations: 'getPet, deletePet',
    });
    const { told, model, written } = await callTools(
      { pets },
      [call('c1', 'getPet', { petId: '1' }), call('c2', 'deletePet', { petId: '1' })],
      { grants: { hosts: ['127.0.0.1'], folders: [folder] } },
    );
    expect(told).toEqual(['{"path":"/v1/pets/1"}', '{"path":"/v1/pets/1"}']);
    expect(model.requests[0]?.tools.map(({ name }) => name)).toEqual(['getPet', 'deletePet']);
    expect(written.match(/"input-requested"/g)?.length).toBe(1);
  });

  test.each([
    ['no document', { document: '' }, 'document_missing'],
    ['no OpenAPI', { document: '{"swagger":"2.0"}' }, 'invalid_openapi'],
    ['no YAML', { document: '{"a": [' }, 'invalid_openapi'],
    [
      'an unknown operation',
      { document: petstore('https://a.example'), operations: 'fly' },
      'unknown_operation',
    ],
    ['no server', { document: petstore('') }, 'url_missing'],
    [
      'another file',
      {
        document: petstore('https://a.example').replace(
          "'#/components/parameters/PetId'",
          "'other.yaml#/x'",
        ),
      },
      'invalid_openapi',
    ],
  ])('%s is found before a run', (_name, settings, code) => {
    const issues = OpenApiToolsModule.checkSettings(OpenApiToolsModule.settings.parse(settings));
    expect(issues.map((issue) => issue.code)).toEqual([code]);
  });
});

test('a flow is a tool: its inputs are the parameters, preset ones left out, its outputs the result', async () => {
  const part = defineFlow({
    name: 'Add tax',
    nodes: {
      price: configure(InputModule, { type: 'number' }),
      land: configure(InputModule, { default: 'France' }),
      rate: configure(InputModule, { type: 'number' }),
      total: new OutputModule(),
      where: new OutputModule(),
    },
    edges: [
      ['price.value', 'total.value'],
      ['land.value', 'where.value'],
    ],
  });
  const tax = configure(SubFlowModule, {
    flow: JSON.parse(part.flow) as JsonObject,
    parameters: { rate: 20 },
    asTool: true,
    toolDescription: 'Adds tax.',
  });
  const { told, model } = await callTools({ tax }, [
    call('c1', 'add_tax', { price: '12.5' }),
    call('c2', 'add_tax', {}),
  ]);
  expect(model.requests[0]?.tools).toMatchObject([
    {
      name: 'add_tax',
      description: 'Adds tax.',
      parameters: {
        properties: { price: { type: 'number' }, land: { type: 'string' } },
        required: ['price'],
      },
    },
  ]);
  expect(told).toEqual([
    '{"total":12.5,"where":"France"}',
    expect.stringContaining('price: is required'),
  ]);
});
