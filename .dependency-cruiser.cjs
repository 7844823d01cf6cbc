// The import law of ARCHITECTURE.md. Each rule says in `comment` why it stands; `npm run law` checks it.
const OURS = '^(src|solver|queues|bin)/';
const ENTRIES =
  '^(bin/kobling|bin/service/solve-process|solver/(backends/highs|backends/highs-lp|plans/pricing)-thread)[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'What goes in a circle can be neither read nor tested piece by piece. Types alone may refer to each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'What the command line never reaches is dead, or belongs to the tests. Threads are started by name.',
      severity: 'error',
      from: { path: ENTRIES },
      to: { path: OURS, pathNot: ENTRIES, reachable: false },
    },
    {
      name: 'only-what-exists',
      comment: 'An import must resolve from a clean clone.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'runtime-stands-on-dependencies',
      comment: 'What is compiled runs where devDependencies are not installed.',
      severity: 'error',
      from: { path: OURS },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'schema-stands-alone',
      comment: 'The formats are what others build against: they know nothing of what is done with a document.',
      severity: 'error',
      from: { path: '^src/schema/' },
      to: { path: '^(src|solver|bin)/', pathNot: '^src/schema/' },
    },
    {
      name: 'domain-on-schema',
      comment: 'Time, travel and the indexed caseload are facts; rules judge them, never the other way round.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { path: '^(src|solver|bin)/', pathNot: '^src/(domain|schema)/' },
    },
    {
      name: 'rules-on-domain',
      comment: 'A rule is declared once for solver, auditor and explanation alike, so it leans on none of them.',
      severity: 'error',
      from: { path: '^src/rules/' },
      to: { path: '^(src|solver|bin)/', pathNot: '^src/(rules|domain|schema)/' },
    },
    {
      name: 'auditor-shares-only-rules',
      comment:
        'The auditor vouches for plans; it shares nothing with those who make, date or explain them but the rules.',
      severity: 'error',
      from: { path: '^src/check/' },
      to: { path: '^(src|solver|bin)/', pathNot: '^src/(check|rules|domain|schema)/' },
    },
    {
      name: 'calendar-on-rules',
      comment: 'Rolling out into dated weeks follows the rules, whoever made the plan.',
      severity: 'error',
      from: { path: '^src/calendar/' },
      to: { path: '^(src|solver|bin)/', pathNot: '^src/(calendar|rules|domain|schema)/' },
    },
    {
      name: 'explain-without-solver',
      comment: 'Reasons come from the rules and an audited plan, so a plan made by hand is explained just as well.',
      severity: 'error',
      from: { path: '^src/explain/' },
      to: { path: '^(src|solver|bin)/', pathNot: '^src/(explain|check|rules|domain|schema)/' },
    },
    {
      name: 'synthetic-on-domain',
      comment: 'Generated caseloads must not be bent towards what rules or the solver happen to do.',
      severity: 'error',
      from: { path: '^src/synthetic/' },
      to: { path: '^(src|solver|bin)/', pathNot: '^src/(synthetic|domain|schema)/' },
    },
    {
      name: 'store-on-schema',
      comment:
        'The database keeps documents and states; what a plan is worth, and who may meet whom, is not its business.',
      severity: 'error',
      from: { path: '^src/store/' },
      to: { path: '^(src|solver|queues|bin)/', pathNot: '^src/(store|schema)/' },
    },
    {
      name: 'http-on-schema',
      comment:
        'HTTP reads requests and writes answers; what happens in between is handed to it, so that it can be asked alone.',
      severity: 'error',
      from: { path: '^src/http/' },
      to: { path: '^(src|solver|queues|bin)/', pathNot: '^src/(http|schema)/' },
    },
    {
      name: 'queues-on-store',
      comment: 'The queue knows ids and states; what a job does is handed to it.',
      severity: 'error',
      from: { path: '^queues/' },
      to: { path: '^(src|solver|bin)/', pathNot: '^src/store/' },
    },
    {
      name: 'database-for-the-service',
      comment: 'Proposing, checking and explaining need no database: its libraries are loaded by the service alone.',
      severity: 'error',
      from: { path: '^(src|solver|bin)/', pathNot: '^(src/(store|http)|bin/service)/' },
      to: { path: '^(src/(store|http)|queues|bin/service)/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'solver-never-audits',
      comment:
        'Solver and auditor meet only in the rules: a mistake they shared would go unseen. bin puts solve and audit together.',
      severity: 'error',
      from: { path: '^solver/' },
      to: { path: '^(src|bin)/', pathNot: '^src/(rules|domain|schema)/' },
    },
    {
      name: 'nothing-on-tests',
      comment: 'What is shipped does not stand on tests, benchmarks, examples or generators of pages.',
      severity: 'error',
      from: { path: OURS },
      to: { path: '^(test|benchmarks|examples|docs)/' },
    },
    {
      name: 'violations-without-rules',
      comment: 'Violations are seeded from what the sources say; a mutator that asked a rule would share its mistakes.',
      severity: 'error',
      from: { path: '^test/mutators/', pathNot: '[.]test[.]ts$' },
      to: { path: '^(solver/|bin/|src/(rules|check|calendar|explain)/)' },
    },
    {
      name: 'core-reads-no-files',
      comment: 'src and solver take what they need as arguments and return it; bin does all input and output.',
      severity: 'error',
      from: { path: '^(src|solver)/' },
      to: {
        path: '^(node:)?(fs|child_process|net|http|https|dns|os|process|readline|crypto|perf_hooks|timers)(/|$)',
        dependencyTypes: ['core'],
        // A type does nothing.
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'threads-in-backends',
      comment: 'Threads are started in one folder, so that none outlives its work unseen.',
      severity: 'error',
      from: { path: '^(src|solver)/', pathNot: '^solver/backends/' },
      to: { path: '^(node:)?worker_threads$', dependencyTypes: ['core'] },
    },
  ],
  options: {
    exclude: { path: '^(dist|out|coverage)/' },
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
