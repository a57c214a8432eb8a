/**
 * Colours of this extension's own, which a person may set to others. High contrast dark has no background for a warning
 * in the status bar and no colour for one in a list, and production is told from others by its own there too.
 */
export const COLORS = [
  {
    id: 'tripartie.production',
    description:
      'What names production: its row in the Account view, and in high contrast dark its text in the status bar.',
    defaults: {
      light: 'list.warningForeground',
      dark: 'list.warningForeground',
      highContrast: '#ffb454',
      highContrastLight: 'list.warningForeground',
    },
  },
] as const;

export type ColorId = (typeof COLORS)[number]['id'];
