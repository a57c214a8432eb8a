// Stands in the extension host beside the extension. Notes how long others have to wait there for their turn: who
// connects to the socket is told the longest blocks since the last time, in milliseconds. And has a pick with next to
// nothing to do, which shows what VS Code itself takes for a key press.
const { createServer } = require('node:net');
const { commands, window } = require('vscode');

const everyMs = 1;
const nothing = () => ({ wall: 0, own: 0 });

exports.activate = ({ subscriptions }) => {
  let longest = nothing();
  let then = performance.now();
  let cpu = process.threadCpuUsage();
  const timer = setInterval(() => {
    const now = performance.now();
    const { user, system } = process.threadCpuUsage(cpu);
    // What this thread itself worked: other things that the machine has to do do not add to it.
    longest.own = Math.max(longest.own, (user + system) / 1_000);
    longest.wall = Math.max(longest.wall, now - then - everyMs);
    then = now;
    cpu = process.threadCpuUsage();
  }, everyMs);
  const server = createServer((socket) => {
    socket.end(JSON.stringify(longest));
    longest = nothing();
  }).listen(process.env.BENCH_PROBE);
  subscriptions.push(
    { dispose: () => clearInterval(timer) },
    { dispose: () => server.close() },
    commands.registerCommand('probe.pick', openPick),
  );
};

/** A pick of one row, which says what was typed. */
function openPick() {
  const pick = window.createQuickPick();
  pick.title = 'Probe';
  pick.onDidChangeValue((value) => {
    pick.items = [{ label: value, alwaysShow: true }];
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
}
