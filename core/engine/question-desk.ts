import type { StatusEvent } from '../contracts/events.ts';
import type { Answer, AskedQuestion, PendingQuestion, Question } from '../contracts/questions.ts';
import type { RunScope, RunServices } from '../module/run-scope.ts';
import { MillraceError } from '../shared/errors.ts';
import { toJsonValue } from '../shared/to-json.ts';

/** Answers questions in place of a person who would be asked; may throw what the asking module shall get. */
export type Answerer = (pending: PendingQuestion) => Answer | Promise<Answer>;

interface Waiting extends PendingQuestion {
  settle(answer: Answer): void;
}

/** The questions of one run that wait for a person. */
export class QuestionDesk {
  readonly #answerer: Answerer | undefined;
  readonly #waiting = new Map<string, Waiting>();
  #asked = 0;

  /** Without an answerer questions wait for `answer`. */
  constructor(answerer?: Answerer) {
    this.#answerer = answerer;
  }

  /** In the order in which they were asked. */
  list(): readonly PendingQuestion[] {
    return [...this.#waiting.values()].map(({ questionId, nodeId, question }) => ({
      questionId,
      nodeId,
      question,
    }));
  }

  /** Throws `unknown_question` and `wrong_answer`; the question waits on then. */
  answer(questionId: string, answer: Answer): void {
    const waiting = this.#waiting.get(questionId);
    if (waiting === undefined) {
      throw new MillraceError('unknown_question', 'Nobody waits for this answer any more.', {
        action: 'It was answered already, or the run went on without it.',
      });
    }
    const fault = findFault(waiting.question, answer);
    if (fault !== undefined) throw new MillraceError('wrong_answer', fault);
    waiting.settle(answer);
  }

  /** Asks and waits; throws what ends the scope, and what the answerer throws. */
  ask(question: Question, scope: RunScope): Promise<Answer> {
    const { services, cancellation, nodeId } = scope;
    if (cancellation.error) return Promise.reject(cancellation.error);
    const questionId = `q${++this.#asked}`;
    const pending = { questionId, nodeId, question: record(question, services) };
    write(scope, { type: 'input-requested', questionId, question: pending.question });
    return new Promise((resolve, reject) => {
      const close = (answer?: Answer): boolean => {
        if (!this.#waiting.delete(questionId)) return false;
        leave();
        const told = answer === undefined ? {} : { answer: services.mask(answer) };
        write(scope, { type: 'input-received', questionId, ...told });
        return true;
      };
      const settle = (answer: Answer): void => {
        if (close(answer)) resolve(answer);
      };
      const refuse = (error: unknown): void => {
        if (close()) reject(error instanceof Error ? error : new Error(String(error)));
      };
      this.#waiting.set(questionId, { ...pending, settle });
      // In the same step as the stop: later, the run's end would stand before the end of the wait.
      const leave = cancellation.onCancel(refuse);
      this.#callAnswerer(pending, refuse);
    });
  }

  #callAnswerer(pending: PendingQuestion, refuse: (error: unknown) => void): void {
    const answerer = this.#answerer;
    if (answerer === undefined) return;
    Promise.resolve()
      .then(() => answerer(pending))
      .then((answer) => {
        if (this.#waiting.has(pending.questionId)) this.answer(pending.questionId, answer);
      })
      .catch(refuse);
  }
}

/** The question as it may be shown and kept. */
function record(question: Question, services: RunServices): AskedQuestion {
  const { subject, ...rest } = question;
  const asked = services.mask(toJsonValue(rest)) as unknown as AskedQuestion;
  if (subject === undefined) return asked;
  const masked = services.mask(subject);
  const isMasked =
    services.maskedValues.length > 0 && JSON.stringify(masked) !== JSON.stringify(subject);
  // What a person changed of a masked subject would come back with the mask in it.
  const editing = isMasked && asked.type === 'approval' ? { editable: false } : {};
  return { ...asked, ...editing, subject: services.writer.keep(masked) };
}

function findFault(question: AskedQuestion, answer: Answer): string | undefined {
  if (question.type === 'approval') {
    if (answer.type === 'reply') return 'This question is answered by approving or denying.';
    const changes = answer.type === 'approve' && answer.subject !== undefined;
    return changes && question.editable !== true ? 'This cannot be changed.' : undefined;
  }
  if (answer.type !== 'reply') return 'This question is answered by a value.';
  const { value } = answer;
  const { choices, format } = question;
  if (choices !== undefined && !choices.includes(value as string))
    return `This question is answered by one of: ${choices.join(', ')}.`;
  return format === 'text' && typeof value !== 'string'
    ? 'This question is answered by a text.'
    : undefined;
}

function write({ services, spanId, nodeId, iteration }: RunScope, body: StatusEvent): void {
  services.writer.append({
    runId: services.runId,
    queue: 'status',
    spanId,
    nodeId,
    attempt: 1,
    iteration,
    order: services.nextOrder(),
    timeUs: services.nowUs(),
    body,
  });
}
