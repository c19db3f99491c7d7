import type { ModuleContext } from '../../module/module-context.ts';
import type { ToolHandle } from '../../module/tool-handle.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import { isJsonObject, type JsonObject } from '../../shared/json.ts';
import { checkArguments } from '../tool/check-arguments.ts';

type Approved =
  | { readonly ok: true; readonly values: JsonObject }
  | { readonly ok: false; readonly error: ErrorInfo };

/**
 * Asks a person about a call of a tool that needs it; all other calls are approved at once. The person may change the
 * arguments; changed ones that don't fit the tool are asked for again.
 */
export async function approveCall(
  { spec, rules, nodeId }: ToolHandle,
  values: JsonObject,
  context: ModuleContext,
): Promise<Approved> {
  if (rules.needsApproval !== true) return { ok: true, values };
  let subject = values;
  let text = `May ${spec.name} be called?`;
  for (;;) {
    const answer = await context.ask(
      { type: 'approval', text, subject, editable: true },
      { nodeId },
    );
    if (answer.type !== 'approve') {
      const reason = answer.type === 'deny' ? answer.reason : '';
      return { ok: false, error: denied(spec.name, reason) };
    }
    if (answer.subject === undefined) return { ok: true, values: subject };
    const checked = checkArguments(spec, JSON.stringify(answer.subject));
    if (checked.ok) {
      context.trace.note('arguments-changed', {
        tool: spec.name,
        from: values,
        to: checked.values,
      });
      return checked;
    }
    if (isJsonObject(answer.subject)) subject = answer.subject;
    text = `${checked.error.message}. May ${spec.name} be called?`;
  }
}

function denied(name: string, reason: string): ErrorInfo {
  const because = reason.trim() === '' ? '' : `: ${reason.trim()}`;
  return {
    code: 'call_denied',
    message: `A person did not allow this call of ${name}${because}`,
    action: 'Go on without it, or do something else.',
  };
}
