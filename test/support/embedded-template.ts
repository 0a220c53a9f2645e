import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { parseEnv } from '#app/platform/env.server.ts'
import { startPortal } from '#app/start-portal.server.ts'

declare module 'vitest' {
	interface ProvidedContext {
		template: string
	}
}

/** Migrates the embedded database once; each test file works on a copy of the folder. */
export default async function setup(project: TestProject): Promise<() => void> {
	const template = mkdtempSync(join(tmpdir(), 'lotline-template-'))
	mkdirSync(template, { recursive: true })
	const running = await startPortal(parseEnv({ DATA_DIR: template, LOG_LEVEL: 'silent', NODE_ENV: 'test' }), {
		work: false,
	})
	await running.stop(0)
	project.provide('template', template)
	return () => {
		if (existsSync(template)) rmSync(template, { recursive: true, force: true })
	}
}
