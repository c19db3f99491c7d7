import { LogIn } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { moveIntoContainer, nodeTraits } from '../canvas/drop-nodes.ts';
import { groupMeasure, isGroup } from '../arrange/group-kind.ts';
import { isNote, noteSize } from '../canvas/note-kind.ts';
import { PassCounter } from '../canvas/pass-counter.tsx';
import { enterSubFlow } from '../commands/sub-flow-commands.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { familyOf, nestingOf } from '../document/families.ts';
import { runsFlow } from '../document/flow-path.ts';
import { boxOf, resizeNode } from '../document/frames.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { FieldRow } from './field-row.tsx';

/** Where a node lies and how large it is: what a mouse does on the canvas, for keys. */
export function PlaceFields({ nodeId }: { readonly nodeId: string }): ReactNode {
  const document = useDocumentStore((store) => store.document);
  // Which nodes are containers is known once the engine has told its kinds.
  useEngineStore((store) => store.kinds);
  const node = document.nodes[nodeId];
  if (node === undefined) return undefined;
  return (
    <>
      <ParentField nodeId={nodeId} />
      <PassFields nodeId={nodeId} />
      {nodeTraits.isContainer(nodeId) || isNote(node) || isGroup(node) ? (
        <SizeFields nodeId={nodeId} />
      ) : undefined}
    </>
  );
}

/** The way into the flow that a node runs. */
export function SubFlowButton({ nodeId }: { readonly nodeId: string }): ReactNode {
  const { t } = useTranslation('inspector');
  const hasFlow = useDocumentStore((store) => runsFlow(store.document, nodeId));
  if (!hasFlow) return undefined;
  return (
    <Button
      icon={<LogIn size={14} />}
      className="self-start"
      onClick={() => void enterSubFlow(nodeId)}
    >
      {t('openSubFlow')}
    </Button>
  );
}

function ParentField({ nodeId }: { readonly nodeId: string }): ReactNode {
  const { t } = useTranslation('inspector');
  const id = useId();
  const document = useDocumentStore((store) => store.document);
  const readOnly = useDocumentStore((store) => store.readOnly);
  const family = familyOf(document, [nodeId]);
  const containers = Object.keys(document.nodes).filter(
    (other) => nodeTraits.isContainer(other) && !family.has(other),
  );
  const parent = nestingOf(document).parentOf(nodeId);
  if (containers.length === 0 || nodeTraits.isFlowEnd(nodeId)) return undefined;
  const options = [
    { value: '', label: t('insideNothing') },
    ...containers.map((other) => ({ value: other, label: document.nodes[other]?.title ?? other })),
  ];
  return (
    <FieldRow id={id} label={t('inside')}>
      <Select
        id={id}
        label={t('inside')}
        value={parent ?? ''}
        options={options}
        disabled={readOnly}
        onChange={(next) => moveIntoContainer(nodeId, next === '' ? undefined : next)}
      />
    </FieldRow>
  );
}

/** Which pass is shown of the containers around a node, once they ran. */
function PassFields({ nodeId }: { readonly nodeId: string }): ReactNode {
  const document = useDocumentStore((store) => store.document);
  return nestingOf(document)
    .ancestorsOf(nodeId)
    .map((containerId) => {
      const { kind = '', title = containerId } = document.nodes[containerId] ?? {};
      return <PassCounter key={containerId} nodeId={containerId} kind={kind} title={title} />;
    });
}

function SizeFields({ nodeId }: { readonly nodeId: string }): ReactNode {
  const { t } = useTranslation('inspector');
  const id = useId();
  const document = useDocumentStore((store) => store.document);
  const readOnly = useDocumentStore((store) => store.readOnly);
  const { isContainer } = nodeTraits;
  const placed = document.layout[nodeId]?.length === 4 || isContainer(nodeId);
  const { width, height } = placed
    ? boxOf(document, nodeId, isContainer)
    : isGroup(document.nodes[nodeId])
      ? groupMeasure
      : noteSize;
  const size = { width, height };
  return (
    <div className="grid grid-cols-2 gap-2">
      {(['width', 'height'] as const).map((side) => (
        <FieldRow key={side} id={`${id}${side}`} label={t(side)}>
          <TextField
            id={`${id}${side}`}
            type="number"
            min={60}
            step={20}
            key={size[side]}
            defaultValue={Math.round(size[side])}
            disabled={readOnly}
            data-document-field
            onBlur={(event) => {
              const next = Number(event.target.value);
              if (!Number.isFinite(next) || next < 60 || next === Math.round(size[side])) return;
              edit((flow) => resizeNode(flow, nodeId, { ...size, [side]: next }, isContainer));
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur();
            }}
          />
        </FieldRow>
      ))}
    </div>
  );
}
