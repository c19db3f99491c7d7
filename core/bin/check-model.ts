import type { FlowDocument } from '../model/flow-document.ts';
import type { KindDescriptor } from '../model/kind-descriptor.ts';
import { demoModelNames, isDemoModelName } from '../models/demo/demo-behaviour.ts';
import { MillraceError, toErrorInfo } from '../shared/errors.ts';
import { describeError, writeMessage } from './messages.ts';

const demoId = 'demo';

interface ModelChoice {
  readonly connection?: string;
  readonly model?: string;
  /** A replay asks no model. */
  readonly replay?: string;
}

/**
 * Throws `unknown_model` when a run that asks the demo model alone wishes for a model that it does not have; says so
 * and goes on when other connections, which may know it, take part.
 */
export function checkModel(
  document: FlowDocument,
  kinds: readonly KindDescriptor[],
  { connection, model, replay }: ModelChoice,
): void {
  if (model === undefined || replay !== undefined || isDemoModelName(model)) return;
  const used = connection === undefined ? connectionsOf(document, kinds) : new Set([connection]);
  if (!used.has(demoId)) return;
  const error = unknownDemoModel(model);
  if (used.size === 1) throw error;
  writeMessage(describeError(toErrorInfo(error)));
}

/** The connections that a flow's nodes name. */
function connectionsOf(
  document: FlowDocument,
  kinds: readonly KindDescriptor[],
): ReadonlySet<unknown> {
  const known = new Map(kinds.map((kind) => [kind.kind, kind]));
  return new Set(
    Object.values(document.nodes).flatMap(({ kind, settings, disabled }) => {
      const descriptor = disabled === true ? undefined : known.get(kind);
      const fields = descriptor?.fields.filter(({ type }) => type === 'connection') ?? [];
      return fields.map(({ key }) => settings[key] ?? descriptor?.defaultSettings[key]);
    }),
  );
}

/** The error for a name that means nothing to the demo model, with all that do. */
export function unknownDemoModel(model: string): MillraceError {
  return new MillraceError('unknown_model', `The demo model has no “${model}”.`, {
    action: `Choose one of ${demoModelNames.join(', ')}, or another connection.`,
  });
}
