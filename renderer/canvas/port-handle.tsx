import { Handle, Position } from '@xyflow/react';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import type { PlacedPort } from './node-shape.ts';

/** A port on the node's edge: its type shows in colour and shape, its name beside it or on hover. */
export function PortHandle({ placed }: { readonly placed: PlacedPort }): ReactNode {
  const { t } = useTranslation('canvas');
  const words = useKindWords();
  const { port, side, y, labelled, quiet, missing, handleId, inset } = placed;
  const input = side === 'input';
  // A container's inner outputs stand in the strip at its left, its inner inputs in the one at its right.
  const atLeft = inset === undefined ? input : !input;
  const isError = handleId === 'error' && !input;
  // A variable's port carries the variable's name, which is no word to translate.
  const label = port.label === port.id ? port.label : words(port.label);
  const what = missing ? t('portMissing') : t(`type_${port.type}`);
  const name = t(input ? 'inputPort' : 'outputPort', { label, what });
  return (
    <>
      <Handle
        id={handleId}
        type={input ? 'target' : 'source'}
        position={input ? Position.Left : Position.Right}
        isConnectable={!missing}
        aria-label={name}
        data-port-type={missing ? 'missing' : isError ? 'error' : port.type}
        className={classNames('port', inset !== undefined && 'port-inner')}
        style={{ top: y, ...insetStyle(placed) }}
      >
        <span className={classNames('port-hint', input ? 'right-4' : 'left-4')}>
          {label}
          <span className="text-muted"> {isError ? t('errorPortHint') : what}</span>
          {port.description === undefined ? undefined : (
            <span className="port-hint-more text-muted">{words(port.description)}</span>
          )}
        </span>
      </Handle>
      {labelled ? (
        <span
          aria-hidden
          className={classNames(
            'port-label absolute flex h-6 max-w-[46%] items-center truncate text-tiny text-muted',
            quiet && 'port-label-quiet',
            inset === undefined && (atLeft ? 'left-3' : 'right-3'),
          )}
          style={{ top: y - 12, ...labelStyle(placed) }}
        >
          <span className={classNames('truncate', missing && 'text-failed line-through')}>
            {label}
          </span>
        </span>
      ) : undefined}
    </>
  );
}

/** From the inner side of the strip back towards the frame's edge. */
const labelGap = 12;

function insetStyle({ inset, side }: PlacedPort): CSSProperties {
  if (inset === undefined) return {};
  return side === 'input' ? { left: 'auto', right: inset } : { right: 'auto', left: inset };
}

function labelStyle({ inset, side }: PlacedPort): CSSProperties {
  if (inset === undefined) return {};
  const width = inset - labelGap - 4;
  return side === 'input'
    ? { right: 4, width, justifyContent: 'flex-start' }
    : { left: 4, width, justifyContent: 'flex-end' };
}
