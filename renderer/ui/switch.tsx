import { Switch as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

interface SwitchProps {
  readonly id?: string;
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly describedBy?: string | undefined;
}

/** On or off, at once. */
export function Switch({
  id,
  label,
  checked,
  onChange,
  disabled,
  describedBy,
}: SwitchProps): ReactNode {
  return (
    <Radix.Root
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      checked={checked}
      disabled={disabled ?? false}
      onCheckedChange={onChange}
      className="h-4 w-7 shrink-0 rounded-full bg-line-strong p-0.5 transition-colors disabled:opacity-50 data-[state=checked]:bg-accent"
    >
      <Radix.Thumb className="block size-3 rounded-full bg-white shadow-sm transition-transform data-[state=checked]:translate-x-3" />
    </Radix.Root>
  );
}
