import { Copy, Maximize2, Search } from 'lucide-react';
import { memo, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordedValue } from '../../core/contracts/events.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { formatBytes } from '../run/format-figures.ts';
import { copyText } from '../ui/copy-text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { ContentView, type ValueMode } from './content-view.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import {
  looksLikeMarkdown,
  readTable,
  readTextContent,
  type ValueContent,
} from './read-content.ts';
import { TextLines } from './text-lines.tsx';
import { useOpenedValue, type OpenedValue } from './use-opened-value.ts';

interface ValueViewProps {
  readonly label: string;
  /** Muted, beside the label. */
  readonly hint?: string | undefined;
  /** A large one is shown by its beginning and loaded on demand. */
  readonly value: RecordedValue;
}

/** A recorded value in the forms that it has, in place or in a window of its own; searched, folded and copied. */
export const ValueView = memo(function ValueView({
  label,
  hint,
  value,
}: ValueViewProps): ReactNode {
  const opened = useOpenedValue(value);
  const [isLarge, setLarge] = useState(false);
  const [text, setText] = useState<string>();
  const board = { label, value, opened, onOpenText: setText };
  return (
    <div className="mt-2">
      <ValueBoard
        {...board}
        hint={hint}
        tall={false}
        onLarge={() => {
          if (opened.content === undefined) opened.load();
          setLarge(true);
        }}
      />
      {isLarge ? (
        <Dialog title={label} size="window" flush onClose={() => setLarge(false)}>
          <div className="flex min-h-0 min-w-0 grow flex-col px-4 pb-4">
            <ValueBoard {...board} hint={hint} tall />
          </div>
        </Dialog>
      ) : undefined}
      {text === undefined ? undefined : (
        <Dialog title={label} size="large" flush onClose={() => setText(undefined)}>
          <div className="flex min-h-0 min-w-0 grow flex-col p-4">
            <TextBoard label={label} text={text} />
          </div>
        </Dialog>
      )}
    </div>
  );
});

interface ValueBoardProps extends ValueViewProps {
  readonly opened: OpenedValue;
  readonly tall: boolean;
  /** Opens it in a window of its own; absent in that window. */
  readonly onLarge?: () => void;
  readonly onOpenText: (text: string) => void;
}

function ValueBoard(props: ValueBoardProps): ReactNode {
  const { label, hint, value, opened, tall, onLarge } = props;
  const { t } = useTranslation('values');
  const { content } = opened;
  const modes = useMemo(() => (content === undefined ? [] : listModes(content)), [content]);
  const [chosen, setChosen] = useState<ValueMode>();
  const [searching, setSearching] = useState(false);
  const mode = modes.find((known) => known === chosen) ?? modes[0];
  return (
    <div
      {...searchKeys(() => setSearching(content !== undefined))}
      {...(tall ? { tabIndex: -1, 'data-first-focus': true } : {})}
      className={tall ? 'flex min-h-0 min-w-0 grow flex-col outline-none' : undefined}
    >
      <div className="flex h-7 shrink-0 items-center gap-1">
        {tall ? undefined : <h4 className="truncate text-small text-muted">{label}</h4>}
        <span className="ml-1 shrink-0 font-mono text-tiny text-muted">{hint}</span>
        {'hash' in value ? (
          <span className="shrink-0 font-mono text-tiny text-muted">
            {formatBytes(value.bytes)}
          </span>
        ) : undefined}
        <span className="grow" />
        {modes.length > 1 ? (
          <ModeSwitch modes={modes} mode={mode} onChange={setChosen} />
        ) : undefined}
        {content === undefined ? undefined : (
          <>
            <SmallButton
              label={`${t('search')}: ${label}`}
              onClick={() => setSearching(!searching)}
            >
              <Search size={14} />
            </SmallButton>
            <SmallButton
              label={`${t('copy')}: ${label}`}
              onClick={() => void copyText(content.text, t('copied'), t('copyFailed'))}
            >
              <Copy size={14} />
            </SmallButton>
          </>
        )}
        {onLarge === undefined ? undefined : (
          <SmallButton label={`${t('openLarge')}: ${label}`} onClick={onLarge}>
            <Maximize2 size={14} />
          </SmallButton>
        )}
      </div>
      {content === undefined || mode === undefined ? (
        <Unloaded value={value} opened={opened} />
      ) : (
        <ContentView
          {...{ label, content, mode, tall, searching }}
          onSearching={setSearching}
          onOpenText={props.onOpenText}
        />
      )}
    </div>
  );
}

/** Ctrl+F searches the value here, not the flow. */
function searchKeys(onSearch: () => void): {
  readonly 'data-keeps-keys': string;
  onKeyDown(event: KeyboardEvent): void;
} {
  return {
    'data-keeps-keys': 'Mod+F',
    onKeyDown(event) {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 'f') return;
      event.preventDefault();
      event.stopPropagation();
      onSearch();
    },
  };
}

/** A long string of a value, apart. */
function TextBoard({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  const [searching, setSearching] = useState(true);
  const content = useMemo(() => ({ ...readTextContent(text), value: undefined }), [text]);
  return (
    <ContentView
      {...{ label, content, searching }}
      mode="text"
      tall
      onSearching={setSearching}
      onOpenText={() => {}}
    />
  );
}

function listModes(content: ValueContent): readonly ValueMode[] {
  if (content.json !== undefined) {
    return readTable(content) === undefined ? ['json', 'text'] : ['json', 'table', 'text'];
  }
  return looksLikeMarkdown(content.text) ? ['text', 'markdown'] : ['text'];
}

function SmallButton(props: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return <IconButton {...props} tooltip={false} className="size-6" />;
}

/** The beginning of a value that has not been loaded, and the way to the rest. */
function Unloaded({
  value,
  opened,
}: {
  readonly value: RecordedValue;
  readonly opened: OpenedValue;
}): ReactNode {
  const { t } = useTranslation('values');
  if (!('hash' in value)) return undefined;
  const { progress, error, load } = opened;
  return (
    <>
      <TextLines label="" needle="" match={undefined} tall={false} text={`${value.preview}…`} />
      <button
        type="button"
        disabled={progress !== undefined}
        onClick={load}
        className="mt-1 rounded text-small text-accent hover:underline disabled:text-muted"
      >
        {progress === undefined
          ? t('loadValue', { size: formatBytes(value.bytes) })
          : t('loadingValue', { percent: Math.floor(progress * 100) })}
      </button>
      {error === undefined ? undefined : (
        <p>
          <ErrorText error={error} />
        </p>
      )}
    </>
  );
}
