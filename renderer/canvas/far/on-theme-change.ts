/** Calls back when the page's colours have become others or its fonts have come. Returns the way to stop. */
export function onThemeChange(callback: () => void): () => void {
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const contrast = matchMedia('(prefers-contrast: more)');
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'class', 'style'] });
  for (const query of [scheme, contrast]) query.addEventListener('change', callback);
  document.fonts.addEventListener('loadingdone', callback);
  return () => {
    observer.disconnect();
    for (const query of [scheme, contrast]) query.removeEventListener('change', callback);
    document.fonts.removeEventListener('loadingdone', callback);
  };
}
