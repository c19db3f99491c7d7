import { Cable, Cloud, FlaskConical, HardDrive, SquareTerminal } from 'lucide-react';
import type { ReactNode } from 'react';
import { findPreset } from '../../core/model/connection-presets.ts';

interface PresetIconProps {
  /** Id of a preset; `demo` and `environment` for what is built in. */
  readonly preset: string;
}

const looks = {
  cloud: { Icon: Cloud, family: 'tools' },
  local: { Icon: HardDrive, family: 'models' },
  custom: { Icon: Cable, family: 'io' },
} as const;

/** Where a connection leads: to a service, to a program on this machine, or elsewhere. */
export function PresetIcon({ preset }: PresetIconProps): ReactNode {
  const { Icon, family } = lookOf(preset);
  return (
    <span
      aria-hidden
      data-family={family}
      className="family-tint inline-flex size-7 shrink-0 items-center justify-center rounded-control"
    >
      <Icon size={15} strokeWidth={2} />
    </span>
  );
}

function lookOf(preset: string) {
  if (preset === 'demo') return { Icon: FlaskConical, family: 'io' };
  if (preset === 'environment') return { Icon: SquareTerminal, family: 'io' };
  return looks[findPreset(preset)?.kind ?? 'custom'];
}
