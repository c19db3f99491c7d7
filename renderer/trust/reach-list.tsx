import {
  Box,
  Cable,
  CodeXml,
  FilePen,
  FileText,
  Globe,
  KeyRound,
  SquareTerminal,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowReach, Reach, ReachKind } from '../../core/model/reach.ts';

const icons: Readonly<Record<ReachKind, ReactNode>> = {
  process: <SquareTerminal size={16} className="text-failed" />,
  module: <Box size={16} className="text-failed" />,
  write: <FilePen size={16} className="text-waiting" />,
  read: <FileText size={16} className="text-waiting" />,
  secret: <KeyRound size={16} className="text-waiting" />,
  host: <Globe size={16} className="text-waiting" />,
  connection: <Cable size={16} className="text-muted" />,
  code: <CodeXml size={16} className="text-muted" />,
};

/** What a flow reaches, in plain words, by kind: the gravest first. */
export function ReachList({ reaches }: { readonly reaches: readonly FlowReach[] }): ReactNode {
  const { t } = useTranslation('trust');
  const kinds = [...new Set(reaches.map(({ what }) => what))];
  return (
    <ul className="flex flex-col divide-y divide-line rounded-control border border-line bg-sunken">
      {kinds.map((what) => (
        <li key={what} data-reach={what} className="flex gap-2.5 px-3 py-2">
          <span aria-hidden className="mt-0.5 shrink-0">
            {icons[what]}
          </span>
          <div className="min-w-0 grow">
            <p className="font-medium">{t(`reach_${what}`)}</p>
            <ul>
              {reaches
                .filter((reach) => reach.what === what)
                .map((reach) => (
                  <Row key={`${reach.name}\n${reach.to}`} reach={reach} />
                ))}
            </ul>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Row({ reach }: { readonly reach: FlowReach }): ReactNode {
  const { t } = useTranslation('trust');
  const name = useReachName(reach);
  const titles = reach.usedBy.map(plain).join(', ');
  if (name === '' && titles === '') return undefined;
  return (
    <li className="flex flex-wrap items-baseline gap-x-2 wrap-anywhere">
      {name === '' ? undefined : (
        // Names come from the file: what writes from the right must not turn the words around them.
        <bdi className={reach.name === '' ? 'text-muted' : 'selectable font-mono text-small'}>
          {name}
        </bdi>
      )}
      {titles === '' ? undefined : (
        <span className="text-small text-muted">
          {t('usedBy', { titles, interpolation: { escapeValue: false } })}
        </span>
      )}
    </li>
  );
}

function useReachName({ what, name, to }: Reach): string {
  const { t } = useTranslation('trust');
  const shown = plain(name);
  if (what === 'code') return '';
  if (what === 'secret' && to !== '' && name !== '')
    return t('secretTo', { name: shown, to: plain(to), interpolation: { escapeValue: false } });
  if (shown !== '') return shown;
  return what === 'module' || what === 'connection' ? '' : t(`unnamed_${what}`);
}

/** Without what hides, breaks the line or turns it around; long ones are cut. */
function plain(text: string): string {
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trim();
  return shown.length > 300 ? `${shown.slice(0, 300)}…` : shown;
}
