import { defineConfig } from 'vitest/config'

export default defineConfig({
	resolve: { tsconfigPaths: false },
	test: {
		include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
		exclude: ['test/e2e/**'],
		testTimeout: 30_000,
		hookTimeout: 120_000,
	},
})
