import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import type { Reach } from '../../model/reach.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings, longestTimeoutMs } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { OfferedTool, ToolProvider } from '../../module/tool-handle.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { readNames } from '../agent/agent-settings.ts';
import { headersField } from '../data/http-fields.ts';
import { literalHost } from '../data/http-template.ts';
import { callEndpoint } from './call-endpoint.ts';
import { namedValues, readNamedValues } from './header-values.ts';
import { writeRequest } from './openapi-request.ts';
import { readOpenApi, type OpenApiDocument, type OpenApiOperation } from './read-openapi.ts';
import { concurrencyField, longestResultField, rulesOf } from './tool-rules.ts';

const settings = baseSettings.extend({
  document: z.string().default(''),
  file: z.string().default(''),
  operations: z.string().default(''),
  baseUrl: z.string().default(''),
  headers: namedValues.default({}),
  approval: z.enum(['changing', 'all', 'none']).default('changing'),
  concurrencyKey: z.string().default(''),
  maxCharacters: z.int().min(1).default(100_000),
  timeoutMs: z.int().min(1).max(longestTimeoutMs).default(30_000),
});
type OpenApiSettings = z.output<typeof settings>;

const largestFileBytes = 4 * 1024 * 1024;
/** More tools than this only confuse a model; a person chooses among them then. */
const mostTools = 64;

/** Offers operations of an OpenAPI document as tools. */
export class OpenApiToolsModule extends ModuleBase<OpenApiSettings> implements ToolProvider {
  static override readonly kind = 'openapi-tools';
  static override readonly title = 'OpenAPI tools';
  static override readonly description =
    'Offers the operations that an OpenAPI document describes, as tools.';
  static override readonly icon = 'braces';
  static override readonly category = 'tools';
  static override readonly settings = settings;
  static override readonly capabilities = ['network', 'files', 'secrets'] as const;
  static override readonly durable = true;
  static override readonly fields = [
    {
      key: 'document',
      type: 'code',
      language: 'json',
      label: 'Document',
      help: 'An OpenAPI 3 document, as JSON or YAML.',
    },
    {
      key: 'file',
      type: 'text',
      label: 'File',
      placeholder: 'petstore.yaml',
      help: 'Instead of the document: a file of it, in a folder that you have allowed.',
    },
    {
      key: 'operations',
      type: 'text',
      label: 'Operations',
      placeholder: 'All of the document',
      help: 'Names of the operations to offer, with commas between. Empty offers all, up to 64.',
    },
    headersField,
    {
      key: 'approval',
      type: 'select',
      label: 'Ask before calls',
      options: [
        { value: 'changing', label: 'Other than GET' },
        { value: 'all', label: 'Always' },
        { value: 'none', label: 'Never' },
      ],
    },
    {
      key: 'baseUrl',
      type: 'text',
      label: 'Address',
      placeholder: 'As the document says',
      group: 'advanced',
    },
    concurrencyField,
    longestResultField,
  ] as const;
  static override readonly ports: NodePorts = {
    inputs: [],
    outputs: [{ id: 'tool', label: 'Tools', type: 'tool' }],
  };

  #document: OpenApiDocument | undefined;

  static summarize({ operations, file, document }: OpenApiSettings): string {
    if (operations !== '') return operations;
    return file !== '' ? file : (tryRead(document)?.title ?? '');
  }

  static reaches({ baseUrl, document, file }: OpenApiSettings): readonly Reach[] {
    const url = baseUrl !== '' ? baseUrl : (tryRead(document)?.baseUrl ?? '');
    const host: Reach = { what: 'host', name: literalHost(url) ?? '', to: '' };
    return file === '' ? [host] : [host, { what: 'read', name: file, to: '' }];
  }

  static checkSettings(own: OpenApiSettings): readonly SettingsIssue[] {
    const fail = (code: string, message: string, action: string, key: string): SettingsIssue[] => [
      { severity: 'error', code, message, action, path: [key] },
    ];
    if (own.file !== '') return [];
    if (own.document.trim() === '')
      return fail(
        'document_missing',
        'It has no document.',
        'Paste one, or name a file.',
        'document',
      );
    try {
      return checkOperations(own, readOpenApi(own.document));
    } catch (error) {
      const { code, message, action = '' } = toErrorInfo(error);
      return fail(code, message, action, 'document');
    }
  }

  /** The request keeps the time itself. */
  protected override get timeLimitMs(): number {
    return 0;
  }

  async openTools(context: ModuleContext): Promise<readonly OfferedTool[]> {
    const document = readOpenApi(await this.#read(context));
    this.#document = document;
    const chosen = chooseOperations(this.settings, document);
    const left = document.operations.length - chosen.length;
    if (left > 0) context.trace.note('operations-left-out', left);
    const { approval } = this.settings;
    return chosen.map(({ name, description, schema, method }) => ({
      name,
      description,
      parameters: schema,
      ...rulesOf({
        concurrencyKey: this.settings.concurrencyKey,
        needsApproval: approval === 'all' || (approval === 'changing' && method !== 'GET'),
      }),
    }));
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { tool, arguments: values } = inputs;
    const operation = this.#document?.operations.find(({ name }) => name === tool);
    if (this.#document === undefined || operation === undefined)
      throw new MillraceError('unknown_tool', 'The document no longer has this operation.');
    const base = this.settings.baseUrl.trim() || this.#document.baseUrl;
    const request = writeRequest(operation, base, values as JsonObject);
    const { headers, timeoutMs, maxCharacters } = this.settings;
    const result = await callEndpoint(
      {
        ...request,
        headers: { ...request.headers, ...readNamedValues(headers, context) },
        timeoutMs,
        maxCharacters,
      },
      context,
    );
    return { result };
  }

  async #read(context: ModuleContext): Promise<string> {
    const { file, document } = this.settings;
    if (file === '') return document;
    const { text } = await context.files.readText({
      path: file,
      grantedFolders: context.grants.folders,
      maxBytes: largestFileBytes,
      signal: context.signal,
    });
    return text;
  }
}

function chooseOperations(
  { operations }: Pick<OpenApiSettings, 'operations'>,
  document: OpenApiDocument,
): readonly OpenApiOperation[] {
  const names = readNames(operations);
  const chosen = document.operations.filter(
    ({ name }) => names.length === 0 || names.includes(name),
  );
  return chosen.slice(0, mostTools);
}

function checkOperations(
  own: OpenApiSettings,
  document: OpenApiDocument,
): readonly SettingsIssue[] {
  const known = document.operations.map(({ name }) => name);
  const issues: SettingsIssue[] = readNames(own.operations)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      severity: 'error',
      code: 'unknown_operation',
      message: `The document has no operation "${name}".`,
      action: `It has: ${known.slice(0, 20).join(', ') || 'none'}.`,
      path: ['operations'],
    }));
  if (own.baseUrl.trim() === '' && literalHost(document.baseUrl) === undefined) {
    issues.push({
      severity: 'error',
      code: 'url_missing',
      message: 'The document names no server in full.',
      action: 'Fill in Address.',
      path: ['baseUrl'],
    });
  }
  return issues;
}

const readDocuments = new Map<string, OpenApiDocument | undefined>();

/** A document that may be wrong; the last few are kept, as a form is drawn with every keystroke. */
function tryRead(text: string): OpenApiDocument | undefined {
  if (readDocuments.has(text)) return readDocuments.get(text);
  let document: OpenApiDocument | undefined;
  try {
    document = readOpenApi(text);
  } catch {
    document = undefined;
  }
  if (readDocuments.size >= 8) readDocuments.clear();
  readDocuments.set(text, document);
  return document;
}
