import { Check, Copy } from 'lucide-react';
import { memo, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordedValue } from '../../core/contracts/events.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { isJsonObject, type JsonValue } from '../../core/shared/json.ts';
import { requireClient } from '../engine/engine-store.ts';
import { formatBytes } from '../run/format-figures.ts';
import { classNames } from '../ui/class-names.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { showToast } from '../ui/toast-store.ts';
import { ImagePreviews } from './image-previews.tsx';
import { parseJsonText } from './json-lines.ts';
import { JsonView } from './json-view.tsx';
import { TextView } from './text-view.tsx';

interface ValueViewProps {
  readonly label: string;
  /** Muted, beside the label. */
  readonly hint?: string | undefined;
  /** A large one is shown by its beginning and loaded on demand. */
  readonly value: RecordedValue;
}

/** A recorded value, as text or as foldable JSON, with its size and a way to copy it. */
export const ValueView = memo(function ValueView({
  label,
  hint,
  value,
}: ValueViewProps): ReactNode {
  const [loaded, setLoaded] = useState<{ readonly value: JsonValue }>();
  const [asJson, setAsJson] = useState(true);
  const inline = 'value' in value ? value : loaded;
  const { shown, tree } = useMemo(() => readShown(inline?.value), [inline]);
  return (
    <div className="mt-2">
      <div className="flex h-6 items-center gap-2">
        <h4 className="text-small text-muted">{label}</h4>
        {hint === undefined ? undefined : (
          <span className="font-mono text-tiny text-muted">{hint}</span>
        )}
        {'hash' in value ? (
          <span className="font-mono text-tiny text-muted">{formatBytes(value.bytes)}</span>
        ) : undefined}
        <span className="grow" />
        {tree === undefined ? undefined : <ModeSwitch asJson={asJson} onChange={setAsJson} />}
        {inline === undefined ? undefined : <CopyButton label={label} value={shown} />}
      </div>
      {inline === undefined ? undefined : <ImagePreviews value={inline.value} />}
      {'hash' in value && !inline ? (
        <LargeValue value={value} onLoad={setLoaded} />
      ) : tree !== undefined && asJson ? (
        <JsonView value={tree} />
      ) : (
        <PlainValue value={shown} />
      )}
    </div>
  );
});

/** What to show of a value, and the object or array that it is or holds as JSON text. */
function readShown(value: JsonValue | undefined): {
  readonly shown: JsonValue;
  readonly tree: JsonValue | undefined;
} {
  const shown = value === undefined ? null : unwrap(value);
  const tree = typeof shown === 'string' ? parseJsonText(shown) : shown;
  return { shown, tree: typeof tree === 'object' && tree !== null ? tree : undefined };
}

function PlainValue({ value }: { readonly value: JsonValue }): ReactNode {
  const text = useMemo(() => writeText(value), [value]);
  return <TextView text={text} />;
}

function writeText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}

/** The lone value of a port is what people look for; `{ "text": … }` around it says nothing. */
function unwrap(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  const values = Object.values(value);
  return values.length === 1 && typeof values[0] === 'string' ? values[0] : value;
}

function ModeSwitch({
  asJson,
  onChange,
}: {
  readonly asJson: boolean;
  readonly onChange: (asJson: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('panels');
  return (
    <span role="group" aria-label={t('viewAs')} className="flex text-tiny">
      {[true, false].map((json) => (
        <button
          key={String(json)}
          type="button"
          aria-pressed={asJson === json}
          onClick={() => onChange(json)}
          className={classNames(
            'rounded px-1.5 py-0.5',
            asJson === json ? 'bg-raised text-text' : 'text-muted hover:text-text',
          )}
        >
          {t(json ? 'asJson' : 'asText')}
        </button>
      ))}
    </span>
  );
}

const confirmMs = 1500;

interface CopyButtonProps {
  readonly label: string;
  readonly value: JsonValue;
}

function CopyButton({ label, value }: CopyButtonProps): ReactNode {
  const { t } = useTranslation('panels');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), confirmMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(writeText(value));
      setCopied(true);
    } catch (thrown) {
      showToast({ tone: 'error', text: `${t('copyFailed')}: ${toErrorInfo(thrown).message}` });
    }
  };
  return (
    <IconButton
      label={`${t(copied ? 'copied' : 'copy')}: ${label}`}
      tooltip={false}
      className="size-6"
      onClick={() => void copy()}
    >
      {copied ? <Check size={14} className="text-done" /> : <Copy size={14} />}
    </IconButton>
  );
}

interface LargeValueProps {
  readonly value: Extract<RecordedValue, { hash: string }>;
  readonly onLoad: (loaded: { readonly value: JsonValue }) => void;
}

function LargeValue({ value, onLoad }: LargeValueProps): ReactNode {
  const { t } = useTranslation('panels');
  const [loading, setLoading] = useState(false);
  const load = async (): Promise<void> => {
    setLoading(true);
    try {
      onLoad(await requireClient().call('value.read', { hash: value.hash }));
    } catch (thrown) {
      const { message, action } = toErrorInfo(thrown);
      showToast({ tone: 'error', text: message, action });
      setLoading(false);
    }
  };
  return (
    <>
      <TextView text={`${value.preview}…`} />
      <button
        type="button"
        disabled={loading}
        onClick={() => void load()}
        className="mt-1 rounded text-small text-accent hover:underline disabled:text-muted"
      >
        {loading ? t('loadingValue') : t('loadValue', { size: formatBytes(value.bytes) })}
      </button>
    </>
  );
}
