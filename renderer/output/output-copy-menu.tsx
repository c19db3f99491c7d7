import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunEvent } from '../../core/contracts/events.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { requireClient } from '../engine/engine-store.ts';
import { saveTextFile } from '../host/browser-files.ts';
import { getHost } from '../host/host.ts';
import { readRunEvents } from '../run/read-run-events.ts';
import type { RunView } from '../run/run-view.ts';
import { writeJsonLines, writeRows, writeTagged } from '../run/transcript.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { showToast } from '../ui/toast-store.ts';
import { pickRows } from './shown-rows.ts';
import type { OutputControls } from './use-output-controls.ts';
import { engineWords } from '../i18n/use-engine-words.ts';

interface OutputCopyMenuProps {
  readonly view: RunView;
  readonly controls: OutputControls;
}

/** Copies or saves what the panel shows as text, or the whole run as tagged lines or events. A pause leaves nothing out. */
export function OutputCopyMenu({ view, controls }: OutputCopyMenuProps): ReactNode {
  const { t } = useTranslation('panels');
  const writeText = (): string => {
    const rows = pickRows(view, { ...controls, frozen: undefined });
    const all = Array.from({ length: rows.count }, (_, position) => rows.at(position));
    return writeRows(
      view,
      all.filter((row) => row !== undefined),
    );
  };
  const write = async (form: (events: readonly RunEvent[]) => string): Promise<string> =>
    form(await readRunEvents(requireClient(), view.runId, view.lastSeq));
  const forms = {
    text: async () => writeText(),
    tagged: () => write((events) => writeTagged(view, events)),
    json: () => write(writeJsonLines),
  };
  const copy = (form: keyof typeof forms): Promise<void> =>
    tellFailure(t('copyFailed'), async () => {
      await navigator.clipboard.writeText(await forms[form]());
      showToast({ tone: 'info', text: t('copied') });
    });
  const save = (form: keyof typeof forms, ending: string): Promise<void> =>
    tellFailure(t('saveFailed'), async () => {
      const file = { name: `output.${ending}`, text: await forms[form]() };
      const name = await saveTextFile(file, { mayPick: getHost().info.host === 'web' });
      if (name !== undefined) showToast({ tone: 'info', text: t('savedAs', { name }) });
    });
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t('copy')} disabled={view.rows.length === 0} tooltip={false}>
          <Copy size={16} />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => void copy('text')}>{t('copyText')}</MenuItem>
      <MenuItem onSelect={() => void copy('tagged')}>{t('copyTagged')}</MenuItem>
      <MenuItem onSelect={() => void copy('json')}>{t('copyJson')}</MenuItem>
      <MenuLine />
      <MenuItem onSelect={() => void save('text', 'txt')}>{t('saveText')}</MenuItem>
      <MenuItem onSelect={() => void save('tagged', 'log')}>{t('saveTagged')}</MenuItem>
      <MenuItem onSelect={() => void save('json', 'ndjson')}>{t('saveJson')}</MenuItem>
    </Menu>
  );
}

async function tellFailure(words: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    const { message, action } = toErrorInfo(thrown);
    showToast({ tone: 'error', text: `${words}: ${engineWords(message)}`, action });
  }
}
