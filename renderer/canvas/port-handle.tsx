import { Handle, Position } from '@xyflow/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import type { PlacedPort } from './node-shape.ts';

/** A port on the node's edge: its type shows in colour and shape, its name beside it or on hover. */
export function PortHandle({ placed }: { readonly placed: PlacedPort }): ReactNode {
  const { t } = useTranslation('canvas');
  const words = useKindWords();
  const { port, side, y, labelled, quiet, missing } = placed;
  const input = side === 'input';
  // A variable's port carries the variable's name, which is no word to translate.
  const label = port.label === port.id ? port.label : words(port.label);
  const what = missing ? t('portMissing') : t(`type_${port.type}`);
  const name = t(input ? 'inputPort' : 'outputPort', { label, what });
  return (
    <>
      <Handle
        id={port.id}
        type={input ? 'target' : 'source'}
        position={input ? Position.Left : Position.Right}
        isConnectable={!missing}
        aria-label={name}
        data-port-type={missing ? 'missing' : port.type}
        className="port"
        style={{ top: y }}
      >
        <span className={classNames('port-hint', input ? 'right-4' : 'left-4')}>
          {label}
          <span className="text-muted"> {what}</span>
        </span>
      </Handle>
      {labelled ? (
        <span
          aria-hidden
          className={classNames(
            'port-label absolute flex h-6 max-w-[46%] items-center truncate text-tiny text-muted',
            quiet && 'port-label-quiet',
            input ? 'left-3' : 'right-3',
          )}
          style={{ top: y - 12 }}
        >
          <span className={classNames('truncate', missing && 'text-failed line-through')}>
            {label}
          </span>
        </span>
      ) : undefined}
    </>
  );
}
