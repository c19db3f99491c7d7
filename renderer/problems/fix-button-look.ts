/** How every button that mends a finding looks. */
export const fixButton =
  'flex h-6 max-w-full items-center gap-1.5 rounded-control border border-line-strong bg-panel px-2 text-small text-text transition-colors hover:bg-hover';
