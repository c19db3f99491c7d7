import type { App, Shell } from 'electron';
import { isAppUrl } from './app-protocol.ts';

/** Keeps every web contents on our own page; links to the web open in the person's browser. */
export function guardNavigation(app: App, shell: Shell): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isAppUrl(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!isAppUrl(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isAppUrl(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openInBrowser(shell, url);
      return { action: 'deny' };
    });
  });
}

function openInBrowser(shell: Shell, address: string): void {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return;
  shell.openExternal(url.href).catch((error: unknown) => console.error('Cannot open link:', error));
}
