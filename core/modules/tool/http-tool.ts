import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import type { Reach } from '../../model/reach.ts';
import { listVariables } from '../../model/template.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings, longestTimeoutMs } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { OfferedTool, ToolProvider } from '../../module/tool-handle.ts';
import { isJsonObject, type JsonObject } from '../../shared/json.ts';
import { headersField, hostsField } from '../data/http-fields.ts';
import { checkHost, fillAddress, literalHost, writeBody } from '../data/http-template.ts';
import { callEndpoint } from './call-endpoint.ts';
import { checkToolName } from './check-tool-name.ts';
import { namedValues, readNamedValues } from './header-values.ts';
import { validatorOf } from './schema-validator.ts';
import { textParameters } from './text-parameters.ts';
import {
  approvalField,
  concurrencyField,
  longestResultField,
  rulesOf,
  toolRuleSettings,
} from './tool-rules.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const settings = baseSettings.extend({
  name: z.string().default('call_api'),
  description: z.string().default(''),
  method: z.enum(methods).default('GET'),
  url: z.string().default(''),
  /** JSON schema of the arguments; {}: the variables of the address, as texts. */
  parameters: z.record(z.string(), z.json()).default({}),
  headers: namedValues.default({}),
  hosts: z.string().default(''),
  maxCharacters: z.int().min(1).default(100_000),
  ...toolRuleSettings,
  timeoutMs: z.int().min(1).max(longestTimeoutMs).default(30_000),
});
type HttpToolSettings = z.output<typeof settings>;

/** An address of the web that models may call. */
export class HttpToolModule extends ModuleBase<HttpToolSettings> implements ToolProvider {
  static override readonly kind = 'http-tool';
  static override readonly title = 'HTTP tool';
  static override readonly description =
    'An address of the web that a model or an agent can call, with arguments of its choice.';
  static override readonly icon = 'globe';
  static override readonly category = 'tools';
  static override readonly settings = settings;
  static override readonly capabilities = ['network', 'secrets'] as const;
  static override readonly durable = true;
  static override readonly fields = [
    { key: 'name', type: 'text', label: 'Tool name', help: 'What the model calls it by.' },
    {
      key: 'description',
      type: 'multiline',
      label: 'Description',
      rows: 3,
      help: 'What the model is told of it.',
    },
    {
      key: 'method',
      type: 'select',
      label: 'Method',
      options: methods.map((method) => ({ value: method, label: method })),
    },
    {
      key: 'url',
      type: 'multiline',
      label: 'Address',
      rows: 2,
      variables: true,
      placeholder: 'https://example.com/weather/{{city}}',
      help: 'Write {{name}} where an argument goes. Other arguments become the query, or the body where there is one.',
    },
    {
      key: 'parameters',
      type: 'json',
      label: 'Parameters',
      help: 'A JSON schema of the arguments. Empty: the {{names}} in the address, as texts.',
    },
    headersField,
    approvalField,
    concurrencyField,
    hostsField,
    longestResultField,
  ] as const;
  static override readonly ports: NodePorts = {
    inputs: [],
    outputs: [{ id: 'tool', label: 'Tool', type: 'tool' }],
  };

  static summarize({ name, method, url }: HttpToolSettings): string {
    return [name, `${method} ${url}`.slice(0, 60)].join(' · ');
  }

  static reaches({ url, hosts }: HttpToolSettings): readonly Reach[] {
    const host = literalHost(url);
    const names = host === undefined ? hosts.split(/[\s,]+/).filter((name) => name !== '') : [host];
    return (names.length === 0 ? [''] : names).map((name) => ({ what: 'host', name, to: '' }));
  }

  static checkSettings(own: HttpToolSettings): readonly SettingsIssue[] {
    const issues = [...checkToolName(own.name, own.description, ['name', 'description'])];
    if (own.url.trim() === '') {
      issues.push({
        severity: 'error',
        code: 'url_missing',
        message: 'The tool has no address.',
        action: 'Fill in Address.',
        path: ['url'],
      });
    } else if (literalHost(own.url) === undefined && own.hosts.trim() === '') {
      issues.push({
        severity: 'error',
        code: 'host_not_listed',
        message: 'Nothing says which hosts the tool may call.',
        action: 'Write the host into the address, or list it under Hosts.',
        path: ['url'],
      });
    }
    return [...issues, ...checkParameters(own)];
  }

  /** The request keeps the time itself. */
  protected override get timeLimitMs(): number {
    return 0;
  }

  provideTools(): readonly OfferedTool[] {
    const { name, description } = this.settings;
    return [
      { name, description, parameters: parametersOf(this.settings), ...rulesOf(this.settings) },
    ];
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { url, method, headers, hosts, timeoutMs, maxCharacters } = this.settings;
    const values = inputs['arguments'] as JsonObject;
    const address = new URL(fillAddress(url, values));
    checkHost(address.href, url, hosts);
    const used = new Set(listVariables(url));
    const others = Object.entries(values).filter(([key]) => !used.has(key));
    const hasBody = method !== 'GET' && method !== 'DELETE';
    if (!hasBody) {
      for (const [key, value] of others)
        address.searchParams.append(key, typeof value === 'string' ? value : JSON.stringify(value));
    }
    const result = await callEndpoint(
      {
        method,
        url: address.href,
        headers: {
          ...(hasBody ? { 'content-type': 'application/json' } : {}),
          ...readNamedValues(headers, context),
        },
        ...(hasBody ? { body: writeBody(Object.fromEntries(others), 'json') } : {}),
        timeoutMs,
        maxCharacters,
      },
      context,
    );
    return { result };
  }
}

const madeParameters = new WeakMap<object, JsonObject>();

/** The schema, the same object each time: its validator is kept by it. */
function parametersOf(own: HttpToolSettings): JsonObject {
  const known = madeParameters.get(own);
  if (known !== undefined) return known;
  const isEmpty = Object.keys(own.parameters).length === 0;
  const made = isEmpty
    ? textParameters(Object.fromEntries(listVariables(own.url).map((name) => [name, ''])))
    : own.parameters;
  madeParameters.set(own, made);
  return made;
}

function checkParameters(own: HttpToolSettings): readonly SettingsIssue[] {
  const parameters = parametersOf(own);
  const issue = (message: string, action: string): SettingsIssue => ({
    severity: 'error',
    code: 'invalid_parameters',
    message,
    action,
    path: ['parameters'],
  });
  const wanted = 'Write a schema such as { "type": "object", "properties": { … } }.';
  if (parameters['type'] !== 'object')
    return [issue('The parameters are no object schema.', wanted)];
  try {
    validatorOf(parameters);
  } catch (error) {
    return [issue(`The parameters are no JSON schema: ${(error as Error).message}.`, wanted)];
  }
  const { properties } = parameters;
  const known = isJsonObject(properties) ? Object.keys(properties) : [];
  return listVariables(own.url)
    .filter((name) => !known.includes(name))
    .map((name) => issue(`The address needs "${name}", which is no parameter.`, 'Add it to them.'));
}
