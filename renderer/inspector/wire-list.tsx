import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { Port } from '../../core/model/port.ts';
import { portsOf, useCheckStore } from '../document/check-store.ts';
import { judgeWire } from '../document/connection-rules.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { useSettledDocument } from '../document/use-settled-document.ts';
import { connect, deleteElements, edgeId } from '../document/flow-edits.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Select } from '../ui/select.tsx';

/** What is wired to a node's inputs, and a way to wire them without a mouse. */
export function WireList({ nodeId }: { readonly nodeId: string }): ReactNode {
  const { t } = useTranslation('inspector');
  const infos = useCheckStore((store) => store.nodes);
  const ports = infos[nodeId]?.ports ?? portsOf(nodeId);
  // What the nodes inside a container hand to it is wired like any other input.
  const inputs = [...(ports?.inputs ?? []), ...(ports?.inner?.inputs ?? [])];
  if (inputs.length === 0) return undefined;
  return (
    <section
      aria-label={t('inputs')}
      className="mt-1 flex flex-col gap-2 border-t border-line pt-3"
    >
      <h3 className="text-muted">{t('inputs')}</h3>
      {inputs.map((port) => (
        <InputWires key={port.id} nodeId={nodeId} port={port} />
      ))}
    </section>
  );
}

function InputWires({ nodeId, port }: { readonly nodeId: string; readonly port: Port }): ReactNode {
  const { t } = useTranslation('inspector');
  const words = useKindWords();
  const document = useSettledDocument();
  const readOnly = useDocumentStore((store) => store.readOnly);
  const end = `${nodeId}.${port.id}`;
  const wires = document.edges.filter((edge) => edge.to === end);
  const nameOf = (from: string): string => nameEnd(document, from, words);
  const mayAdd = (port.multiple === true || wires.length === 0) && !readOnly;
  const infos = useCheckStore((store) => store.nodes);
  // Ports come with what the engine says of the nodes.
  const canAdd = useMemo(
    () => mayAdd && infos !== undefined && hasFittingSource(document, end),
    [mayAdd, infos, document, end],
  );
  const label = port.label === port.id ? port.label : words(port.label);
  return (
    <div data-field={`input:${port.id}`} className="flex flex-col gap-1">
      {wires.map((edge) => (
        <div key={edgeId(edge)} className="flex h-7 items-center gap-2">
          <span className="w-20 shrink-0 truncate text-muted">{label}</span>
          <span className="min-w-0 grow truncate">{nameOf(edge.from)}</span>
          {readOnly ? undefined : (
            <IconButton
              label={t('removeWire', { from: nameOf(edge.from) })}
              onClick={() =>
                edit((flow) => deleteElements(flow, { nodeIds: [], edgeIds: [edgeId(edge)] }))
              }
            >
              <X size={14} />
            </IconButton>
          )}
        </div>
      ))}
      {canAdd ? (
        <div className="flex h-7 items-center gap-2">
          <span className="w-20 shrink-0 truncate text-muted">{label}</span>
          <div className="min-w-0 grow">
            <Select
              label={t('wireInput', { label })}
              value=""
              placeholder={t('notWired')}
              options={() =>
                fittingSources(document, end).map((from) => ({ value: from, label: nameOf(from) }))
              }
              onChange={(from) => edit((flow) => connect(flow, { from, to: end }))}
            />
          </div>
        </div>
      ) : wires.length === 0 ? (
        <div className="flex h-7 items-center gap-2 text-muted">
          <span className="w-20 shrink-0 truncate">{label}</span>
          {t('notWired')}
        </div>
      ) : undefined}
      {port.description === undefined ? undefined : (
        <p className="-mt-0.5 pl-[88px] text-small text-muted">{words(port.description)}</p>
      )}
    </div>
  );
}

function fittingSources(document: FlowDocument, end: string): readonly string[] {
  return Object.keys(document.nodes).flatMap((sourceId) => sourcesAt(document, sourceId, end));
}

function hasFittingSource(document: FlowDocument, end: string): boolean {
  return Object.keys(document.nodes).some(
    (sourceId) => sourcesAt(document, sourceId, end).length > 0,
  );
}

/** The outputs of a node that may be wired to this end. */
function sourcesAt(document: FlowDocument, sourceId: string, end: string): readonly string[] {
  const outputs = new Set(outputsOf(sourceId).map((output) => `${sourceId}.${output.id}`));
  return [...outputs].filter((from) => judgeWire(document, portsOf, { from, to: end }).allowed);
}

/** A node's outputs, to the outside and, of a container, to the nodes in it. */
function outputsOf(nodeId: string): readonly Port[] {
  const ports = portsOf(nodeId);
  return [...(ports?.outputs ?? []), ...(ports?.inner?.outputs ?? [])];
}

function nameEnd(document: FlowDocument, end: string, words: (english: string) => string): string {
  const { nodeId, portId } = splitEndpoint(end);
  const title = document.nodes[nodeId]?.title ?? nodeId;
  const outputs = outputsOf(nodeId);
  const port = outputs.find((output) => output.id === portId);
  return outputs.length > 1 ? `${title} · ${words(port?.label ?? portId)}` : title;
}
