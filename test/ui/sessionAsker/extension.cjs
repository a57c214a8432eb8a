// Stands for another extension that would like to work as the person who is signed in to Tripartie: puts on the
// clipboard whose session it got.
const { authentication, commands, env } = require('vscode');

exports.activate = ({ subscriptions }) => {
  const ask = async (options) => {
    const answer = await authentication.getSession('tripartie', [], options).then(
      (session) => (session ? `Session of ${session.account.label}` : 'No session'),
      (error) => `Error: ${error.message}`,
    );
    await env.clipboard.writeText(answer);
  };
  subscriptions.push(
    commands.registerCommand('sessionAsker.ask', () => ask({ createIfNone: true })),
    commands.registerCommand('sessionAsker.look', () => ask({ silent: true })),
  );
};
