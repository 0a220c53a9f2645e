import { defineConfig } from 'vitest/config'

/*
 * Three projects: what needs no database; what needs one, on the embedded engine; the same on a real PostgreSQL.
 * `*.db.test.ts` runs on both engines; `*.embedded.test.ts` and `*.postgres.test.ts` are about what only that one has.
 * Browser tests belong to Playwright (`test/e2e`).
 */
const EMBEDDED = ['test/**/*.db.test.ts', 'test/**/*.embedded.test.ts']
const POSTGRES = ['test/**/*.db.test.ts', 'test/**/*.postgres.test.ts']

export default defineConfig({
	test: {
		testTimeout: 60_000,
		hookTimeout: 180_000,
		maxWorkers: 2,
		reporters: ['default'],
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
					exclude: [...EMBEDDED, ...POSTGRES, 'test/e2e/**'],
				},
			},
			{
				extends: true,
				test: {
					name: 'embedded',
					include: EMBEDDED,
					globalSetup: ['test/support/embedded-template.ts'],
					env: { TEST_ENGINE: 'embedded' },
				},
			},
			{
				extends: true,
				test: {
					name: 'postgres',
					include: POSTGRES,
					globalSetup: ['test/support/postgres-template.ts'],
					env: { TEST_ENGINE: 'postgres' },
				},
			},
		],
	},
})
