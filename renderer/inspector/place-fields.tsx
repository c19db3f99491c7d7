import { LogIn } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { moveIntoContainer, nodeTraits } from '../commands/drop-nodes.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { drawnBox } from '../screen/drawn-nodes.ts';
import { groupMeasure, isGroup } from '../document/group-kind.ts';
import { isSheet } from '../document/is-sheet.ts';
import { isNote, noteSize } from '../document/note-kind.ts';
import { PassCounter } from '../canvas/pass-counter.tsx';
import { enterSubFlow } from '../commands/sub-flow-commands.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { useSettledDocument } from '../document/use-settled-document.ts';
import { familyOf, nestingOf } from '../document/families.ts';
import { runsFlow } from '../document/flow-path.ts';
import { boxOf, resizeNode } from '../document/frames.ts';
import { isCollapsed } from '../document/node-look.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { FieldRow } from '../fields/field-row.tsx';
import { Section } from './inspector-section.tsx';

/** Where a node lies and how large it is: what a mouse does on the canvas, for keys. */
export function PlaceFields({ nodeId }: { readonly nodeId: string }): ReactNode {
  const { t } = useTranslation('inspector');
  const document = useDocumentStore((store) => store.document);
  // Which nodes are containers is known once the engine has told its kinds.
  useEngineStore((store) => store.kinds);
  const node = document.nodes[nodeId];
  if (node === undefined) return undefined;
  return (
    <>
      <ParentField nodeId={nodeId} />
      <PassFields nodeId={nodeId} />
      {nodeTraits.isContainer(nodeId) || isSheet(node) ? (
        <SizeFields nodeId={nodeId} size={sizeOf(document, nodeId)} />
      ) : isCollapsed(document.layout[nodeId]) ? undefined : (
        <Section section="size" title={t('size')}>
          <SizeFields nodeId={nodeId} size={sizeOf(document, nodeId)} />
        </Section>
      )}
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
  const document = useSettledDocument();
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

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size in the file, else the one that the node is drawn with. */
function sizeOf(document: FlowDocument, nodeId: string): Size {
  const { isContainer } = nodeTraits;
  const node = document.nodes[nodeId];
  if (document.layout[nodeId]?.length === 4 || isContainer(nodeId))
    return boxOf(document, nodeId, isContainer);
  if (isGroup(node)) return groupMeasure;
  return node !== undefined && isNote(node) ? noteSize : drawnBox(nodeId);
}

function SizeFields({ nodeId, size }: { readonly nodeId: string; readonly size: Size }): ReactNode {
  const { t } = useTranslation('inspector');
  const id = useId();
  const readOnly = useDocumentStore((store) => store.readOnly);
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
              const { width, height } = size;
              const wanted = { width, height, [side]: next };
              edit((flow) => resizeNode(flow, nodeId, wanted, nodeTraits.isContainer));
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
