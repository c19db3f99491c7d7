import type { ChatModel, ToolSpec } from '../../contracts/chat.ts';
import type {
  ConnectionFinding,
  ConnectionTest,
  ModelListing,
} from '../../contracts/connection.ts';
import { toErrorInfo } from '../../shared/errors.ts';
import { canListModels, listModels } from './list-models.ts';
import type { ResolvedEndpoint } from './resolve-endpoint.ts';
import { takeTestTurn, type TestAsking, type TestTurn } from './take-test-turn.ts';

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
 * the first failure, since all that follows would fail likewise. Rejects only when `signal` aborts, with its reason.
 */
export async function testConnection(
  endpoint: ResolvedEndpoint,
  chat: ChatModel,
  wishedModel: string | undefined,
  signal: AbortSignal = new AbortController().signal,
): Promise<ConnectionTest> {
  const findings: ConnectionFinding[] = [];
  const listed = await testModelList(endpoint, findings, signal);
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
  const asking = { chat, model, signal };
  const hasAnswered = await testAnswer(asking, findings);
  if (hasAnswered) await testTools(asking, findings);
  return { ok: !findings.some(isFailure), model, findings };
}

/** What to say when a connection cannot even be tried, such as a missing key. */
export function untestable(error: unknown): ConnectionTest {
  return { ok: false, model: '', findings: [failure('settings', error)] };
}

async function testModelList(
  endpoint: ResolvedEndpoint,
  findings: ConnectionFinding[],
  signal: AbortSignal,
): Promise<readonly ModelListing[] | undefined> {
  if (!canListModels(endpoint)) return undefined;
  const startedAt = performance.now();
  try {
    const models = await listModels(endpoint, signal);
    const ms = since(startedAt);
    findings.push({ check: 'address', state: 'ok', message: 'The endpoint answers.', ms });
    const count = models.length === 1 ? 'one model' : `${models.length} models`;
    findings.push({ check: 'models', state: 'ok', message: `It lists ${count}.`, ms });
    return models;
  } catch (error) {
    signal.throwIfAborted();
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

async function testAnswer(asking: TestAsking, findings: ConnectionFinding[]): Promise<boolean> {
  const { model } = asking;
  const turn = await takeTestTurn(asking, {
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

async function testTools(asking: TestAsking, findings: ConnectionFinding[]): Promise<void> {
  const turn = await takeTestTurn(asking, {
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
  findings.push({ check: 'tools', ...judgeCalls(asking.model, turn), ms: turn.ms });
}

function judgeCalls(
  model: string,
  { calls, hasFaultyCall }: TestTurn,
): Pick<ConnectionFinding, 'state' | 'message' | 'action'> {
  if (calls.includes(toolName)) return { state: 'ok', message: 'It calls tools.' };
  const [other] = calls;
  if (other !== undefined) {
    return {
      state: 'warning',
      message: `“${model}” called “${shorten(other)}”, which it was not offered, instead of “${toolName}”.`,
      action: 'If the name holds marks of another format, choose another raw format.',
    };
  }
  if (hasFaultyCall) {
    return {
      state: 'warning',
      message: `“${model}” wrote a tool call that cannot be read.`,
      action: 'Choose the raw format of its family for this connection.',
    };
  }
  return {
    state: 'warning',
    message: `Asked to call a tool, “${model}” answered with text.`,
    action:
      'If it wrote the call into its text, choose the raw format of its family for this connection.',
  };
}

/** A name that a model made up may be of any length. */
function shorten(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}

function failure(check: ConnectionFinding['check'], error: unknown): ConnectionFinding {
  const { message, action } = toErrorInfo(error);
  return { check, state: 'failed', message, ...(action === undefined ? {} : { action }) };
}

function isFailure(finding: ConnectionFinding): boolean {
  return finding.state === 'failed';
}

function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
