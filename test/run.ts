import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/*
 * Runs every check of the project and ends with one line of counts. What cannot run here (no browser, no PostgreSQL)
 * is skipped with a word on how to have it; in CI nothing may be skipped.
 */

const RESULTS = 'test-results'
const ci = Boolean(process.env.CI)
const only = process.argv.slice(2)
/** Files of real suppliers and registers, which do not belong to the project and stand beside it where we have them. */
const hasSamples = existsSync('../shared/samples')
const counts = { passed: 0, failed: 0, skipped: 0 }

function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env, FORCE_COLOR: '0' } })
		child.on('exit', (code) => resolve(code ?? 1))
		child.on('error', () => resolve(1))
	})
}

const wanted = (name: string): boolean => only.length === 0 || only.includes(name)

async function check(name: string, command: string, args: string[]): Promise<void> {
	if (!wanted(name)) return
	process.stdout.write(`\n--- ${name}\n`)
	const code = await run(command, args)
	if (code === 0) counts.passed += 1
	else {
		counts.failed += 1
		process.stdout.write(`${name} failed\n`)
	}
}

type VitestReport = {
	testResults: { assertionResults: { fullName: string; status: string }[] }[]
	numPassedTests: number
	numFailedTests: number
	numPendingTests: number
	numFailedTestSuites: number
}

async function vitest(): Promise<void> {
	if (!wanted('vitest')) return
	process.stdout.write('\n--- unit, property and database tests\n')
	const file = join(RESULTS, 'vitest.json')
	const code = await run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
	if (!existsSync(file)) {
		counts.failed += 1
		return
	}
	const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport
	counts.passed += report.numPassedTests
	counts.failed += report.numFailedTests
	const skipped = report.testResults.flatMap((file) => file.assertionResults.filter((one) => one.status === 'skipped'))
	const excused = skipped.filter((one) => !hasSamples && /\bsamples?\b/.test(one.fullName))
	counts.skipped += report.numPendingTests - excused.length
	for (const one of skipped) process.stdout.write(`skipped: ${one.fullName}\n`)
	if (code !== 0 && report.numFailedTests === 0) counts.failed += Math.max(1, report.numFailedTestSuites)
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }

async function browser(): Promise<void> {
	if (!wanted('browser')) return
	process.stdout.write('\n--- browser tests\n')
	const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'
	if (!existsSync(chromium)) {
		if (ci) counts.failed += 1
		else counts.skipped += 1
		process.stdout.write(
			'Skipped: browser tests. To have them, install chromium (Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM to its path.\n',
		)
		return
	}
	const file = join(RESULTS, 'playwright.json')
	const code = await run('npx', ['playwright', 'test', '--reporter=list,json'], {
		PLAYWRIGHT_JSON_OUTPUT_NAME: file,
		CHROMIUM: chromium,
	})
	if (!existsSync(file)) {
		counts.failed += 1
		return
	}
	const { stats } = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport
	counts.passed += stats.expected + stats.flaky
	counts.failed += stats.unexpected
	counts.skipped += stats.skipped
	if (code !== 0 && stats.unexpected === 0) counts.failed += 1
}

rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })
await check('types', 'npx', ['tsc', '-p', 'tsconfig.json'])
await check('lint', 'npx', ['biome', 'check', '.'])
await check('boundaries', 'npx', ['depcruise', 'app', '--config', '.dependency-cruiser.mjs', '--output-type', 'err'])
await check('unused', 'npx', ['knip', '--no-progress'])
await check('build', 'npx', ['remix', 'vite:build'])
await vitest()
await browser()

if (ci && counts.skipped > 0) {
	process.stdout.write(`\n${counts.skipped} skipped, and CI may skip nothing\n`)
	counts.failed += counts.skipped
}
process.stdout.write(
	`\n${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}\n`,
)
process.exit(counts.failed > 0 ? 1 : 0)
