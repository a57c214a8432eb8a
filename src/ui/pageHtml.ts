import * as vscode from 'vscode';
import { randomToken } from '../platform/randomness.ts';

/**
 * The document of a webview: nothing but a style sheet and a script of this extension, let in by a nonce. It holds no
 * data; that comes by messages.
 * @param files the folder with the webview's bundle
 * @param title what a screen reader calls the page
 */
export function pageHtml(webview: vscode.Webview, files: vscode.Uri, title: string): string {
  const nonce = randomToken(18);
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(files, name));
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" nonce="${nonce}" href="${file('style.css')}">
</head>
<body>
<script nonce="${nonce}" src="${file('page.js')}"></script>
</body>
</html>`;
}
