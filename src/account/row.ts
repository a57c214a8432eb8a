import * as vscode from 'vscode';

/** A row that nothing can be done with but to read it. */
export function row(icon: string, label: string, description: string, color?: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = description;
  item.tooltip = description ? `${label}: ${description}` : label;
  item.iconPath = new vscode.ThemeIcon(icon, color ? new vscode.ThemeColor(color) : undefined);
  return item;
}

/** A row that the person should look at. */
export function warning(
  label: string,
  description: string,
  icon = 'warning',
  color = 'list.warningForeground',
): vscode.TreeItem {
  const item = row(icon, label, description, color);
  item.accessibilityInformation = { label: `Warning: ${label}, ${description}` };
  return item;
}
