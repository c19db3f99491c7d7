import type { ReactNode } from 'react';

/** The program's mark: water on its way through a race. */
export function Mark(): ReactNode {
  const wave = 'c1.8 0 1.8 2 3.6 2s1.8-2 3.6-2 1.8 2 3.6 2 1.8-2 3.6-2 1.8 2 3.2 2';
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      aria-hidden
      className="shrink-0 text-accent"
    >
      <path d={`M1 4.5${wave}`} />
      <path d={`M1 9.5${wave}`} opacity="0.75" />
      <path d={`M1 14.5${wave}`} opacity="0.5" />
    </svg>
  );
}
