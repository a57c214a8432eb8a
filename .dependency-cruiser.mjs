const core = '^src/(api|rotation/machine|directory|dotenv|reference|secretSearch|sandbox|health/report)/';
const siblings = 'signIn|account|clients|users|totp|personas|rotation|tools|delivery|project|debugging|finder|health';

/** Which room may import which: CONTRIBUTING.md, "The map". */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'core-without-vscode',
      severity: 'error',
      from: { path: [core, '^src/platform/'] },
      to: { path: '^vscode$|/@types/vscode/' },
    },
    {
      name: 'project-file-without-vscode',
      severity: 'error',
      from: { path: '^src/project/(format|parse|next)\\.ts$' },
      to: { path: '^vscode$|/@types/vscode/' },
    },
    {
      name: 'nothing-imports-extension',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/extension\\.ts$' },
    },
    {
      name: 'siblings-meet-in-extension-only',
      severity: 'error',
      from: { path: `^src/(${siblings})/` },
      to: { path: `^src/(${siblings})/`, pathNot: ['^src/$1/', '^src/rotation/machine/', '^src/health/report/'] },
    },
    {
      name: 'session-below-the-views',
      severity: 'error',
      from: { path: '^src/(session|ui)/' },
      to: { path: `^src/(${siblings})/`, pathNot: '^src/rotation/machine/' },
    },
    {
      name: 'core-below-the-shell',
      severity: 'error',
      from: { path: core },
      to: { path: `^src/(session|ui|${siblings})/`, pathNot: ['^src/rotation/machine/', '^src/health/report/'] },
    },
    {
      name: 'api-imports-no-other-room',
      severity: 'error',
      from: { path: '^src/api/' },
      to: { path: '^src/', pathNot: ['^src/api/', '^src/platform/clock\\.ts$'] },
    },
    {
      name: 'text-rooms-import-no-other-room',
      severity: 'error',
      from: { path: '^src/(dotenv|reference)/' },
      to: { path: '^src/', pathNot: '^src/$1/' },
    },
    {
      name: 'platform-below-all',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/platform/' },
    },
    // Its twin for a browser is chosen there too.
    {
      name: 'node-behind-the-door',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/platform/', '^src/extension\\.ts$'] },
      to: { path: '^src/platform/node/' },
    },
    {
      name: 'sandbox-stands-alone',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^src/', pathNot: '^src/sandbox/' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^vscode$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node'] },
  },
};
