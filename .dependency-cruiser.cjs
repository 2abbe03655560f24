// The arrows of the house, as DESIGN says them in words: features point one way, shared folders know no feature, leaves are pure.
const features = [
  'accounts',
  'catalogue',
  'scheduling',
  'enrolment',
  'waiting-list',
  'registers',
  'learning-plans',
  'outcomes',
  'reports',
]
const shared = ['editing', 'web', 'calendar', 'mail', 'texts', 'jobs', 'database', 'config', 'pdf', 'lib']
const top = '^src/(main|app|worker)\\.ts$|^src/(demo|commands|audit)/'
const folder = (names) => `^src/(${names.join('|')})/`

const featureRules = features.slice(0, -1).map((feature, index) => ({
  name: `${feature}-knows-nothing-above-it`,
  comment: 'What must travel upward travels as a job row.',
  severity: 'error',
  from: { path: `^src/${feature}/` },
  to: { path: folder(features.slice(index + 1)) },
}))

module.exports = {
  forbidden: [
    ...featureRules,
    {
      name: 'shared-folders-know-no-feature',
      severity: 'error',
      from: { path: folder(shared) },
      to: { path: folder(features) },
    },
    {
      name: 'lib-knows-nothing',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { path: '^src/', pathNot: '^src/lib/' },
    },
    {
      name: 'paths-import-nothing-that-runs',
      severity: 'error',
      from: { path: '^src/(planning-)?paths\\.ts$' },
      to: { pathNot: '^src/(lib/path|planning-paths)\\.ts$' },
    },
    {
      name: 'rules-and-states-are-pure',
      comment:
        'They may know the types of the tables, and other pure files; never a database, a request or a clock.',
      severity: 'error',
      from: { path: '/(rules|states)\\.ts$' },
      to: {
        pathNot: '^src/lib/|/(rules|states|places|open|working-hours)\\.ts$|temporal-polyfill',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nobody-imports-the-top',
      severity: 'error',
      from: { path: '^src/', pathNot: top },
      to: { path: top },
    },
    {
      name: 'sql-lives-in-queries',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot:
          '^src/database/|(^|[/-])queries\\.ts$|^src/jobs/enqueue\\.ts$|^src/audit/|^src/web/health-routes\\.ts$',
      },
      to: { path: '^kysely|node_modules/kysely', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'express-stays-at-the-edge',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/web/|routes\\.ts$|^src/app\\.ts$|^src/accounts/(guard|sign-in)\\.ts$',
      },
      to: { path: 'node_modules/(@types/)?express' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/(main|worker)\\.ts$|^src/commands/|\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'no-development-packages-at-run-time',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
}
