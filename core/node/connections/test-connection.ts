import type { ChatModel, ChatPart, ChatRequest, ToolSpec } from '../../contracts/chat.ts';
import type {
  ConnectionFinding,
  ConnectionTest,
  ModelListing,
} from '../../contracts/connection.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { canListModels, listModels } from './list-models.ts';
import type { ResolvedEndpoint } from './resolve-endpoint.ts';

/** A model that is loaded for the first time may take this long. */
const turnLimitMs = 60_000;

/** Enough for a model that thinks first; the answers asked for are short. */
const maxTokens = 512;

const toolName = 'report_number';

const reportTool: ToolSpec = {
  name: toolName,
  description: 'Reports a number.',
  parameters: {
    type: 'object',
    properties: { number: { type: 'integer', description: 'The number.' } },
    required: ['number'],
  },
};

/**
 * Asks an endpoint for its models, for a few words and for one tool call, and says in sentences what it found. Stops at
 * the first failure, since all that follows would fail likewise. Never rejects.
 */
export async function testConnection(
  endpoint: ResolvedEndpoint,
  chat: ChatModel,
  wishedModel: string | undefined,
): Promise<ConnectionTest> {
  const findings: ConnectionFinding[] = [];
  const listed = await testModelList(endpoint, findings);
  const model = wishedModel ?? endpoint.settings.defaultModel ?? listed?.[0]?.id ?? '';
  if (findings.some(isFailure)) return { ok: false, model, findings };
  if (model === '') {
    findings.push({
      check: 'answer',
      state: 'skipped',
      message: 'No model is chosen, so none was asked.',
      action: 'Give the connection a default model.',
    });
    return { ok: true, model, findings };
  }
  checkModelIsListed(model, listed, findings);
  const hasAnswered = await testAnswer(chat, model, findings);
  if (hasAnswered) await testTools(chat, model, findings);
  return { ok: !findings.some(isFailure), model, findings };
}

/** What to say when a connection cannot even be tried, such as a missing key. */
export function untestable(error: unknown): ConnectionTest {
  return { ok: false, model: '', findings: [failure('settings', error)] };
}

async function testModelList(
  endpoint: ResolvedEndpoint,
  findings: ConnectionFinding[],
): Promise<readonly ModelListing[] | undefined> {
  if (!canListModels(endpoint)) return undefined;
  const startedAt = performance.now();
  try {
    const models = await listModels(endpoint);
    const ms = since(startedAt);
    findings.push({ check: 'address', state: 'ok', message: 'The endpoint answers.', ms });
    const count = models.length === 1 ? 'one model' : `${models.length} models`;
    findings.push({ check: 'models', state: 'ok', message: `It lists ${count}.`, ms });
    return models;
  } catch (error) {
    const { code } = toErrorInfo(error);
    const ms = since(startedAt);
    if (code === 'provider_unreachable' || code === 'provider_timeout') {
      findings.push({ ...failure('address', error), ms });
      return undefined;
    }
    findings.push({ check: 'address', state: 'ok', message: 'The endpoint answers.', ms });
    if (code === 'provider_auth') findings.push({ ...failure('key', error), ms });
    // Many endpoints have no list of models and can be asked all the same.
    else findings.push({ ...failure('models', error), state: 'warning', ms });
    return undefined;
  }
}

function checkModelIsListed(
  model: string,
  listed: readonly ModelListing[] | undefined,
  findings: ConnectionFinding[],
): void {
  if (listed === undefined || listed.length === 0) return;
  // Gemini lists `models/NAME`, Ollama `NAME:latest`; both answer to the bare name.
  const isListed = listed.some(({ id }) =>
    [model, `models/${model}`, `${model}:latest`].includes(id),
  );
  if (isListed) return;
  findings.push({
    check: 'models',
    state: 'warning',
    message: `The model “${model}” is not among those it lists.`,
    action: 'Check its name, unless it is an alias.',
  });
}

async function testAnswer(
  chat: ChatModel,
  model: string,
  findings: ConnectionFinding[],
): Promise<boolean> {
  const turn = await takeTurn(chat, {
    model,
    messages: [{ role: 'user', content: 'Count from one to twelve in words.' }],
    tools: [],
    maxTokens,
  });
  if (turn.error !== undefined) {
    const isKey = toErrorInfo(turn.error).code === 'provider_auth';
    findings.push({ ...failure(isKey ? 'key' : 'answer', turn.error), ms: turn.ms });
    return false;
  }
  findings.push({ check: 'key', state: 'ok', message: 'It accepts the request.' });
  const { firstMs = turn.ms } = turn;
  findings.push(
    turn.hasText
      ? { check: 'answer', state: 'ok', message: `“${model}” answers.`, ms: turn.ms }
      : {
          check: 'answer',
          state: 'warning',
          message: `“${model}” ended its answer without a word.`,
          action: 'Try another model, or another raw format.',
          ms: turn.ms,
        },
  );
  findings.push(
    turn.pieces > 1
      ? {
          check: 'stream',
          state: 'ok',
          message: `It streams: the answer came in ${turn.pieces} pieces, the first after the time given.`,
          ms: firstMs,
        }
      : {
          check: 'stream',
          state: 'warning',
          message: 'The whole answer came at once.',
          action: 'If that is always so, something between here and the model holds answers back.',
          ms: firstMs,
        },
  );
  return true;
}

async function testTools(
  chat: ChatModel,
  model: string,
  findings: ConnectionFinding[],
): Promise<void> {
  const turn = await takeTurn(chat, {
    model,
    messages: [{ role: 'user', content: `Call the tool ${toolName} with the number 7.` }],
    tools: [reportTool],
    maxTokens,
  });
  if (turn.error !== undefined) {
    // The model answers; that it takes no tools may be just what it is.
    const { message, action } = toErrorInfo(turn.error);
    const more = action === undefined ? {} : { action };
    findings.push({ check: 'tools', state: 'warning', message, ...more, ms: turn.ms });
    return;
  }
  findings.push(
    turn.calls.includes(toolName)
      ? { check: 'tools', state: 'ok', message: 'It calls tools.', ms: turn.ms }
      : {
          check: 'tools',
          state: 'warning',
          message: `Asked to call a tool, “${model}” answered with text.`,
          action:
            'If it wrote the call into its text, choose the raw format of its family for this connection.',
          ms: turn.ms,
        },
  );
}

interface Turn {
  readonly ms: number;
  readonly firstMs: number | undefined;
  /** Network reads that brought some of the answer. */
  readonly pieces: number;
  readonly hasText: boolean;
  readonly calls: readonly string[];
  readonly error: unknown;
}

async function takeTurn(chat: ChatModel, request: ChatRequest): Promise<Turn> {
  const startedAt = performance.now();
  let firstMs: number | undefined;
  let pieces = 0;
  let hasText = false;
  const calls: string[] = [];
  const signal = AbortSignal.timeout(turnLimitMs);
  let error: unknown;
  try {
    for await (const parts of chat.stream(request, signal)) {
      if (!parts.some(isContent)) continue;
      firstMs ??= since(startedAt);
      pieces += 1;
      hasText ||= parts.some((part) => part.type !== 'tool-call-start' && isContent(part));
      for (const part of parts) if (part.type === 'tool-call-end') calls.push(part.toolCall.name);
    }
  } catch (thrown) {
    error = signal.aborted ? tooSlow() : thrown;
  }
  return { ms: since(startedAt), firstMs, pieces, hasText, calls, error };
}

function isContent(part: ChatPart): boolean {
  return (
    part.type === 'text-delta' ||
    part.type === 'reasoning-delta' ||
    part.type === 'tool-call-start' ||
    part.type === 'tool-call-delta' ||
    part.type === 'tool-call-end'
  );
}

function failure(check: ConnectionFinding['check'], error: unknown): ConnectionFinding {
  const { message, action } = toErrorInfo(error);
  return { check, state: 'failed', message, ...(action === undefined ? {} : { action }) };
}

function isFailure(finding: ConnectionFinding): boolean {
  return finding.state === 'failed';
}

function tooSlow(): MillraceError {
  return new MillraceError(
    'provider_timeout',
    `The answer was not complete after ${turnLimitMs / 1000} seconds.`,
    { action: 'Try again once the model is loaded, or choose a smaller one.' },
  );
}

function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
