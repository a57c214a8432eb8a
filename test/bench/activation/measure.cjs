// Runs in an extension host that has just started: how long each of some extensions takes to activate, one after the
// other, in the order given.
const { writeFileSync } = require('node:fs');
const { extensions } = require('vscode');

/** Resolves when half a second passes in which timers come on time: what else starts with VS Code has started. */
async function quiet() {
  for (let onTime = 0; onTime < 20; ) {
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 25));
    onTime = performance.now() - start < 30 ? onTime + 1 : 0;
  }
}

exports.run = async () => {
  const { ids, result } = JSON.parse(process.env.BENCH_ACTIVATION);
  const times = {};
  await quiet();
  for (const id of ids) {
    const extension = extensions.getExtension(id);
    if (!extension || extension.isActive) throw new Error(`${id} is not here, or is active already.`);
    const start = performance.now();
    await extension.activate();
    times[id] = performance.now() - start;
  }
  writeFileSync(result, JSON.stringify(times));
};
