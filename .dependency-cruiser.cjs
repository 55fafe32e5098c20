// The floors of the house: a folder imports from floors below it, never from above or beside.
const floors = [
  ['base'],
  ['facts', 'sd', 'sample'],
  ['controls', 'compute', 'engine'],
  ['study', 'results'],
  ['analysis'],
  ['report'],
  ['cli', 'server'],
];
const pure = [
  'base',
  'facts',
  'sd',
  'sample',
  'controls',
  'compute',
  'engine',
  'study',
  'analysis',
  'report',
];
const below = (i) => floors.slice(0, i).flat();

// study is handed an executor and a store by the floors above; engine is the only floor-2 folder that needs sd and sample.
// The verb `serve` starts the server and hands it all that is the command line's; the server knows nothing of the cli.
const sideways = { cli: ['server'] };

const floorRules = floors.flatMap((folders, i) =>
  folders.map((folder) => ({
    name: `floor-${folder}`,
    comment: `${folder} imports only from floors below it`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: '^src/', pathNot: `^src/(${[folder, ...below(i), ...(sideways[folder] ?? [])].join('|')})/` },
  })),
);

module.exports = {
  forbidden: [
    ...floorRules,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'browser-safe',
      comment: 'These folders run in a browser too; files and processes live in *.node.ts adapters',
      severity: 'error',
      from: { path: `^src/(${pure.join('|')})/`, pathNot: '\\.node\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'engine-knows-no-chips',
      severity: 'error',
      from: { path: '^src/(sd|sample|engine)/' },
      to: { path: '^src/(facts|controls|compute|study)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
