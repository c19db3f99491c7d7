import * as z from 'zod';
import type { HttpAnswer } from '../../contracts/http-client.ts';
import type { NodePorts, Port } from '../../model/port.ts';
import type { Reach } from '../../model/reach.ts';
import { fillTemplate, variablePorts } from '../../model/template.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings, longestTimeoutMs } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';
import { httpFields } from './http-fields.ts';
import { checkHost, fillAddress, fillBody, literalHost, writeBody } from './http-template.ts';

const headerValue = z.union([
  z.string(),
  z.strictObject({ $secret: z.string().min(1), prefix: z.string().default('') }),
]);

const settings = baseSettings.extend({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']).default('GET'),
  url: z.string().default(''),
  headers: z.record(z.string(), headerValue).default({}),
  bodyType: z.enum(['none', 'json', 'text', 'form']).default('none'),
  body: z.string().default(''),
  response: z.enum(['auto', 'json', 'text']).default('auto'),
  failOnStatus: z.boolean().default(true),
  hosts: z.string().default(''),
  maxMb: z.int().min(1).max(256).default(16),
  timeoutMs: z.int().min(1).max(longestTimeoutMs).default(30_000),
});
type HttpSettings = z.output<typeof settings>;

const contentTypes = {
  json: 'application/json',
  text: 'text/plain; charset=utf-8',
  form: 'application/x-www-form-urlencoded',
} as const;

/** Headers that carry a key in practice. */
const keyHeader = /^(?:authorization|proxy-authorization|cookie|(?:.*[-_])?(?:key|token|secret))$/i;
const progressEveryMs = 100;

/** Calls an address of the web. */
export class HttpModule extends ModuleBase<HttpSettings> {
  static override readonly kind = 'http';
  static override readonly title = 'HTTP request';
  static override readonly description =
    'Calls an address of the web and gives back its answer; only hosts that were allowed are reached.';
  static override readonly icon = 'globe';
  static override readonly category = 'tools';
  static override readonly settings = settings;
  static override readonly capabilities = ['network', 'secrets'] as const;
  static override readonly durable = true;
  static override readonly fields = httpFields;
  static override readonly ports = HttpModule.portsFor(settings.parse({}));

  static portsFor(own: Pick<HttpSettings, 'url' | 'headers' | 'bodyType' | 'body'>): NodePorts {
    const texts = Object.values(own.headers).filter((value) => typeof value === 'string');
    const wiresBody = own.bodyType !== 'none' && own.body === '';
    const template = [own.url, ...texts, own.bodyType === 'none' ? '' : own.body].join('\n');
    const body: Port = { id: 'body', label: 'Body', type: 'any', required: true };
    const variables = variablePorts(template).filter(({ id }) => !wiresBody || id !== body.id);
    // Something must be able to say when a request without variables is to be made.
    const after: Port = {
      id: 'after',
      label: 'After',
      type: 'any',
      description: 'Whatever comes here is only waited for, and not used.',
    };
    return {
      inputs: [...variables, ...(wiresBody ? [body] : []), after],
      outputs: [
        { id: 'body', label: 'Body', type: 'any' },
        { id: 'status', label: 'Status', type: 'number' },
        {
          id: 'headers',
          label: 'Headers',
          type: 'json',
          description: 'Those of the answer, by their names in small letters.',
        },
      ],
    };
  }

  static reaches({ url, hosts }: HttpSettings): readonly Reach[] {
    const listed = hosts.toLowerCase().split(/[\s,]+/);
    const names = [literalHost(url) ?? '', ...listed].filter((name) => name !== '');
    // An address whose host only the run knows goes nowhere else than to the hosts that the node lists.
    return [...new Set(names)].map((name) => ({ what: 'host', name, to: '' }));
  }

  static summarize({ method, url }: HttpSettings): string {
    return `${method} ${url}`.slice(0, 60);
  }

  static checkSettings(own: HttpSettings): readonly SettingsIssue[] {
    const issues: SettingsIssue[] = [];
    const add = (code: string, message: string, action: string, path: string[]): void =>
      void issues.push({ severity: 'error', code, message, action, path });
    if (own.url.trim() === '')
      add('url_missing', 'The request has no address.', 'Fill in Address.', ['url']);
    else if (literalHost(own.url) === undefined && own.hosts.trim() === '')
      add(
        'host_not_listed',
        'Nothing says which hosts the request may go to.',
        'Write the host into the address, or list it under Hosts.',
        ['url'],
      );
    for (const [name, value] of Object.entries(own.headers)) {
      if (typeof value === 'string' && keyHeader.test(name) && !value.includes('{{'))
        add(
          'plain_key',
          `The header ${name} holds a key in plain sight.`,
          `Store it as a secret, and write {"$secret": "ITS_NAME"} here.`,
          ['headers', name],
        );
    }
    return issues;
  }

  /** The request keeps the time itself, and says what it waited for. */
  protected override get timeLimitMs(): number {
    return 0;
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { method, url, bodyType, body, hosts, maxMb, timeoutMs } = this.settings;
    const address = fillAddress(url, inputs);
    checkHost(address, url, hosts);
    const sent =
      bodyType === 'none'
        ? undefined
        : body === ''
          ? writeBody(inputs['body'], bodyType)
          : fillBody(body, bodyType, inputs);
    const answer = await context.http.send({
      method,
      url: address,
      headers: this.#headers(inputs, context),
      ...(sent === undefined ? {} : { body: sent }),
      timeoutMs,
      maxBytes: maxMb * 1024 * 1024,
      grantedHosts: context.grants.hosts,
      signal: context.signal,
      onProgress: streamProgress(context),
    });
    const { status, headers } = answer;
    if (status >= 400 && this.settings.failOnStatus) throw failedStatus(answer);
    return { body: readAnswer(answer, this.settings.response), status, headers };
  }

  #headers(inputs: PortValues, context: ModuleContext): Readonly<Record<string, string>> {
    const { headers, bodyType } = this.settings;
    const given: [string, string][] =
      bodyType === 'none' ? [] : [['content-type', contentTypes[bodyType]]];
    for (const [name, value] of Object.entries(headers)) {
      const text =
        typeof value === 'string'
          ? fillTemplate(value, inputs)
          : value.prefix + context.secret(value.$secret);
      given.push([name.toLowerCase(), text]);
    }
    return Object.fromEntries(given);
  }
}

/** Tells how much has come, a few times a second. */
function streamProgress(context: ModuleContext): (received: number, total?: number) => void {
  let lastMs = performance.now();
  return (receivedBytes, totalBytes) => {
    const now = performance.now();
    if (now - lastMs < progressEveryMs) return;
    lastMs = now;
    context.stream.custom('http-progress', {
      receivedBytes,
      ...(totalBytes === undefined ? {} : { totalBytes }),
    });
  };
}

function readAnswer(
  { text, headers, url }: HttpAnswer,
  response: HttpSettings['response'],
): unknown {
  const isJson = /[/+]json\b/i.test(headers['content-type'] ?? '');
  if (response === 'text' || (response === 'auto' && !isJson)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (response === 'auto') return text;
    throw new MillraceError('invalid_json', `The answer of ${new URL(url).host} is not JSON.`, {
      action: 'Take the answer as text, or check the address.',
      details: text.slice(0, 2000),
      cause: error,
    });
  }
}

function failedStatus({ status, url, text }: HttpAnswer): MillraceError {
  return new MillraceError('http_status', `${new URL(url).host} answered with status ${status}.`, {
    action: 'See its answer in the details, or let the node go on at such a status.',
    details: { status, body: text.slice(0, 2000) },
  });
}
