// Stands for a chat that calls a language-model tool: asks for its name and input as JSON, and puts the answer on the
// clipboard.
const vscode = require('vscode');

exports.activate = (context) => {
  const call = async () => {
    const { name, input } = JSON.parse((await vscode.window.showInputBox({ title: 'Tool and input' })) ?? '{}');
    const options = { input, toolInvocationToken: undefined };
    const answer = await vscode.lm.invokeTool(name, options).then(
      ({ content }) => content.map(({ value }) => value).join(''),
      (error) => `Error: ${error.message}`,
    );
    await vscode.env.clipboard.writeText(answer);
  };
  context.subscriptions.push(vscode.commands.registerCommand('toolCaller.call', call));
};
