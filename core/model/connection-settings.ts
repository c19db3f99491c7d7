import * as z from 'zod';
import type { JsonValue } from '../shared/json.ts';

/** Names that the masker knows as names of secrets, so that a key that is used is also kept out of every record. */
const secretNamePattern =
  /^[A-Za-z_][A-Za-z0-9_]*(?<=(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?))$/i;
const secretName = z
  .string()
  .max(120)
  .regex(
    secretNamePattern,
    'is the name of a secret, which ends in KEY, TOKEN, SECRET or PASSWORD',
  );
const secretReference = z.strictObject({ $secret: secretName });
/** A value as it is, or the name of the secret that holds it. */
const valueOrSecret = z.union([z.string().max(4_000), secretReference]);

/** The issue of a key that stands where everybody reads it. */
export const keyInText =
  'carries a key: store it as a secret and write {"$secret": "ITS_NAME"} here';
const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'is no header name');
const keyHeaderPattern = /^(?:authorization|proxy-authorization|cookie|(?:.*-)?(?:key|token))$/i;
const headers = z.record(headerName, valueOrSecret).check(
  z.superRefine((given, context) => {
    for (const [name, value] of Object.entries(given)) {
      if (typeof value === 'string' && keyHeaderPattern.test(name)) {
        context.addIssue({
          code: 'custom',
          path: [name],
          message: keyInText,
        });
      }
      if (typeof value === 'string' && /[\r\n\0]/.test(value)) {
        context.addIssue({ code: 'custom', path: [name], message: 'must be one line' });
      }
    }
  }),
);

const webAddress = z
  .string()
  .max(2_000)
  .refine((text) => readWebAddress(text) !== undefined, 'must start with http:// or https://')
  .refine((text) => !text.includes('@'), 'must not hold a user name or password')
  .refine((text) => !/[?#]/.test(text), 'must not have a query or a fragment');

const milliseconds = z.int().min(1).max(86_400_000);
const modelName = z.string().min(1).max(300);
const connectionId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'is made of small letters, digits, dots, hyphens and _');
const usdPerMillion = z.number().min(0).max(1_000_000);

const prices = z.strictObject({
  inputPerMillion: usdPerMillion,
  outputPerMillion: usdPerMillion,
  cachedInputPerMillion: usdPerMillion.exactOptional(),
});

const quirks = z.strictObject({
  keyHeader: headerName.exactOptional(),
  modelsKeyHeader: headerName.exactOptional(),
  apiVersion: z.string().min(1).max(60).exactOptional(),
  deploymentPaths: z.boolean().exactOptional(),
  modelsPath: z.string().max(200).exactOptional(),
  refusedFields: z
    .array(z.enum(['stream_options', 'skip_special_tokens', 'max_tokens']))
    .exactOptional(),
  reasoningField: z.enum(['reasoning_content', 'reasoning']).exactOptional(),
});

const server = z.strictObject({
  command: z.string().min(1).max(4_000),
  args: z.array(z.string().max(10_000)).max(500).exactOptional(),
  cwd: z.string().min(1).max(4_000).exactOptional(),
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), valueOrSecret).exactOptional(),
  healthUrl: webAddress.exactOptional(),
  startTimeoutMs: milliseconds.exactOptional(),
});

const connectionSettingsSchema = z.strictObject({
  id: connectionId,
  preset: z.string().min(1).max(60).exactOptional(),
  label: z.string().min(1).max(120).exactOptional(),
  baseUrl: webAddress.exactOptional(),
  keyName: secretName.exactOptional(),
  headers: headers.exactOptional(),
  proxy: z.union([webAddress, secretReference]).exactOptional(),
  timeouts: z
    .strictObject({
      firstTokenMs: milliseconds.exactOptional(),
      idleMs: milliseconds.exactOptional(),
    })
    .exactOptional(),
  rawFormat: z.string().min(1).max(100).exactOptional(),
  startInReasoning: z.enum(['auto', 'yes', 'no']).exactOptional(),
  models: z.array(modelName).max(2_000).exactOptional(),
  defaultModel: modelName.exactOptional(),
  prices: z.record(modelName, prices).exactOptional(),
  maxConcurrent: z.int().min(1).max(10_000).exactOptional(),
  requestsPerMinute: z.int().min(1).max(1_000_000).exactOptional(),
  tokensPerMinute: z.int().min(1).max(1_000_000_000).exactOptional(),
  maxRetries: z.int().min(0).max(20).exactOptional(),
  retryAfterFirstDelta: z.boolean().exactOptional(),
  fallbacks: z
    .array(z.strictObject({ connection: connectionId, model: modelName.exactOptional() }))
    .max(20)
    .exactOptional(),
  api: z.enum(['chat', 'responses']).exactOptional(),
  quirks: quirks.exactOptional(),
  server: server.exactOptional(),
});

/** A value as it is, or a reference to the secret that holds it. */
export type ValueOrSecret = string | { readonly $secret: string };

/** What a model costs, in US dollars per million tokens. */
interface ModelPrices {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  /** For input that the provider read from its prompt cache; as other input where absent. */
  readonly cachedInputPerMillion?: number;
}

/** Where an endpoint differs from OpenAI’s. */
export interface ConnectionQuirks {
  /** The header that carries the bare key, instead of `Authorization: Bearer …`. */
  readonly keyHeader?: string;
  /** The same, for listing models only. */
  readonly modelsKeyHeader?: string;
  /** Sent as `?api-version=` with every request. */
  readonly apiVersion?: string;
  /** Whether the model’s name is a deployment that stands in the path: `deployments/NAME/chat/completions`. */
  readonly deploymentPaths?: boolean;
  /** Where models are listed, relative to the base URL; `models` by default, '' where there is no list. */
  readonly modelsPath?: string;
  /** Fields that are known to be refused, and so are never sent. */
  readonly refusedFields?: readonly ('stream_options' | 'skip_special_tokens' | 'max_tokens')[];
  /**
   * The field of a message that takes back the reasoning which led to its tool calls, so that the model thinks on
   * from there; absent where the endpoint wants none.
   */
  readonly reasoningField?: 'reasoning_content' | 'reasoning';
}

/** A program on this machine that serves the models of a connection. Run without a shell. */
export interface LocalServerSettings {
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** Added to the environment that it inherits, which holds no secrets. */
  readonly env?: Readonly<Record<string, ValueOrSecret>>;
  /** Answers with a 2xx status once models can be asked; the connection’s list of models by default. */
  readonly healthUrl?: string;
  /** How long it may take to become healthy, ms; 120,000 by default. */
  readonly startTimeoutMs?: number;
}

/** A connection as a person set it up. What is absent comes from its preset. Holds names of secrets, never a secret. */
export interface ConnectionSettings {
  /** What flows refer to; never changes. */
  readonly id: string;
  /** Id of a preset; `custom` by default. */
  readonly preset?: string;
  readonly label?: string;
  /** Up to and including the version, such as `https://api.openai.com/v1`. */
  readonly baseUrl?: string;
  /** Name of the secret that holds the key. */
  readonly keyName?: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, ValueOrSecret>>;
  /** Address of an HTTP proxy; as a secret where it holds a password. */
  readonly proxy?: ValueOrSecret;
  /** How long the provider may stay silent: until the first piece of an answer, and between two, ms. */
  readonly timeouts?: { readonly firstTokenMs?: number; readonly idleMs?: number };
  /** `none`, `auto` (by the model’s name), or the id of a raw tool-call format. */
  readonly rawFormat?: string;
  /** Whether prompts open the reasoning, so that texts begin inside it; `auto`, by the model’s name, by default. */
  readonly startInReasoning?: 'auto' | 'yes' | 'no';
  /** The models to offer; asked of the endpoint where absent. */
  readonly models?: readonly string[];
  readonly defaultModel?: string;
  /** By model name; a name that ends in `*` stands for all that begin so. */
  readonly prices?: Readonly<Record<string, ModelPrices>>;
  /** Requests under way at a time. */
  readonly maxConcurrent?: number;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  /** Further tries after a failure that may pass. */
  readonly maxRetries?: number;
  /** Whether a turn is tried again even when part of its answer was shown already. */
  readonly retryAfterFirstDelta?: boolean;
  /** Where to go, in this order, when this connection fails for good. */
  readonly fallbacks?: readonly { readonly connection: string; readonly model?: string }[];
  /** Which API of the endpoint is spoken; `chat` (Chat Completions) by default. */
  readonly api?: 'chat' | 'responses';
  readonly quirks?: ConnectionQuirks;
  readonly server?: LocalServerSettings;
}

/** One thing that is wrong with given settings; `path` as in `server.command`, '' for the whole. */
export interface SettingsIssue {
  readonly path: string;
  /** Continues a sentence that begins with the setting’s name. */
  readonly message: string;
}

/** Settings, or all that is wrong with them. Never throws. */
export function parseConnectionSettings(
  raw: unknown,
):
  | { readonly ok: true; readonly settings: ConnectionSettings }
  | { readonly ok: false; readonly issues: readonly SettingsIssue[] } {
  const parsed = connectionSettingsSchema.safeParse(raw);
  if (parsed.success) return { ok: true, settings: parsed.data };
  const issues = parsed.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: issue.message,
  }));
  return { ok: false, issues };
}

/** Issues as one sentence, for people. */
export function describeIssues(issues: readonly SettingsIssue[]): string {
  return issues
    .map(({ path, message }) => (path === '' ? message : `“${path}” ${message}`))
    .join('; ');
}

/** Issues as the details of an error. */
export function issueDetails(issues: readonly SettingsIssue[]): JsonValue {
  return issues.map(({ path, message }) => ({ path, message }));
}

/** Whether a text can be the name of a secret that a connection uses. */
export function isSecretName(name: string): boolean {
  return secretName.safeParse(name).success;
}

/** A base URL as a person may type it: without spaces around it and slashes at its end. */
export function tidyBaseUrl(text: string): string {
  return text.trim().replace(/\/+$/, '');
}

function readWebAddress(text: string): string | undefined {
  if (!/^https?:\/\/[^\s{}<>"\\]+$/i.test(text)) return undefined;
  try {
    return new URL(text).host === '' ? undefined : text;
  } catch {
    return undefined;
  }
}
