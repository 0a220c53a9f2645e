import { defineConfig } from '@playwright/test'

const PORT = Number(process.env.E2E_PORT ?? 3210)

/** Browser tests: a real Chromium against the built portal on a fresh embedded database with the demo. */
export default defineConfig({
	testDir: 'test/e2e',
	outputDir: 'test-results/e2e',
	workers: 1,
	retries: 0,
	timeout: 120_000,
	expect: { timeout: 15_000 },
	use: {
		baseURL: `http://localhost:${PORT}`,
		locale: 'en-GB',
		timezoneId: 'Asia/Shanghai',
		viewport: { width: 1440, height: 900 },
		launchOptions: {
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
			],
		},
	},
	webServer: {
		command: 'node --disable-warning=ExperimentalWarning test/e2e/serve.ts',
		url: `http://localhost:${PORT}/readyz`,
		timeout: 180_000,
		reuseExistingServer: false,
		env: { PORT: String(PORT) },
	},
})
