/** Who may import whom: core ← platform, ui ← features. See docs/decisions/0002-folders-and-boundaries.md. */
const FEATURE = '^app/features/([^/]+)/'

export default {
	forbidden: [
		{
			name: 'no-circles',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
		},
		{
			name: 'core-imports-nothing-of-ours',
			severity: 'error',
			from: { path: '^app/core/' },
			to: { path: '^app/', pathNot: '^app/core/' },
		},
		{
			name: 'ui-imports-core-only',
			severity: 'error',
			from: { path: '^app/ui/' },
			to: { path: '^app/', pathNot: '^app/(core|ui)/' },
		},
		{
			name: 'platform-knows-no-feature',
			comment: 'Only the entity list and the ability builder gather what the features declare.',
			severity: 'error',
			from: { path: '^app/platform/', pathNot: '^app/platform/(db/entities|auth/ability)\\.server\\.ts$' },
			to: { path: '^app/(features|ui|shell|seed)/' },
		},
		{
			name: 'model-and-schema-are-pure',
			severity: 'error',
			from: { path: '^app/features/.+\\.(model|schema)\\.ts$' },
			to: { path: '^app/(platform|ui|shell|seed)/|\\.server\\.tsx?$|\\.tsx$' },
		},
		{
			name: 'models-need-no-library-but-zod',
			severity: 'error',
			from: { path: '^app/features/.+\\.(model|schema)\\.ts$' },
			to: { path: '^node_modules/', pathNot: '^node_modules/(zod|decimal\\.js)/' },
		},
		{
			name: 'routes-and-api-leave-the-database-alone',
			severity: 'error',
			from: { path: '^app/features/[^/]+/(routes|api|ui)/' },
			to: {
				path: '\\.entity\\.server\\.ts$|^node_modules/@mikro-orm/|^app/platform/db/',
				dependencyTypesNot: ['type-only'],
			},
		},
		{
			name: 'entities-stay-in-their-feature',
			severity: 'error',
			from: { path: FEATURE },
			to: {
				path: '^app/features/[^/]+/.+\\.entity\\.server\\.ts$',
				pathNot: '^app/features/$1/',
				dependencyTypesNot: ['type-only'],
			},
		},
		{
			name: 'features-do-not-import-routes',
			severity: 'error',
			from: { path: FEATURE },
			to: { path: '^app/features/[^/]+/(routes|api)/', pathNot: '^app/features/$1/' },
		},
		{
			name: 'workers-run-no-tsx',
			comment: 'The worker and the command line run the sources directly.',
			severity: 'error',
			from: { path: '\\.server\\.ts$' },
			to: { path: '\\.tsx$', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'nothing-imports-the-seed',
			severity: 'error',
			from: { path: '^app/(core|ui|platform|features)/' },
			to: { path: '^app/seed/' },
		},
		{ name: 'no-tests-in-the-product', severity: 'error', from: { path: '^app/' }, to: { path: '^test/' } },
		{
			name: 'not-resolvable',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true, pathNot: '\\.(css|wasm)\\?url$|^virtual:' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: 'specify',
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			extensions: ['.ts', '.tsx', '.js', '.json'],
			conditionNames: ['import', 'node', 'default', 'types'],
		},
	},
}
