/** Rows of API clients whose secret is here and may end with the window. */
export const UNSAVED_ROWS = ['apiClient.unproven', 'apiClient.memory', 'apiClient.extension'] as const;

/** What menus tell rows apart by (`TreeItem.contextValue`). */
export const API_CLIENT_ROWS = ['apiClient.stored', ...UNSAVED_ROWS, 'apiClient.absent', 'apiClient.unknown'] as const;
export const ROTATION_ROWS = ['rotation', 'rotation.undoable'] as const;

export type RowContext =
  | (typeof API_CLIENT_ROWS)[number]
  | (typeof ROTATION_ROWS)[number]
  | 'organization'
  | 'key.ending'
  | 'twoFactor.on'
  | 'twoFactor.off'
  | 'user'
  | 'field'
  | 'place';
