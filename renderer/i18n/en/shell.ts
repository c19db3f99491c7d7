/** Words of the window: top bar, menu, dialogs, banners. */
export const shell = {
  appName: 'Millrace',
} as const;
