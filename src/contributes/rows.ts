/** What menus tell rows apart by (`TreeItem.contextValue`). */
export const API_CLIENT_ROWS = [
  'apiClient.stored',
  'apiClient.memory',
  'apiClient.absent',
  'apiClient.unknown',
] as const;
export const ROTATION_ROWS = ['rotation', 'rotation.undoable'] as const;

export type RowContext =
  | (typeof API_CLIENT_ROWS)[number]
  | (typeof ROTATION_ROWS)[number]
  | 'key.ending'
  | 'twoFactor.on'
  | 'twoFactor.off'
  | 'user'
  | 'field';
