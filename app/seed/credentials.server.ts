import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { newToken } from '#app/platform/auth/tokens.server.ts'
import type { Env } from '#app/platform/env.server.ts'

/** The secrets of the demo, and whether they must be written over whatever the database has. */
export type DemoCredentials = { password: string; apiKey: string; passwordIsNew: boolean; apiKeyIsNew: boolean }

const keptSchema = z.object({ password: z.string().min(10), apiKey: z.string().min(24) })
type Kept = z.infer<typeof keptSchema>

const fileOf = (dataDir: string): string | null =>
	dataDir.startsWith('memory:') ? null : join(dataDir, 'demo-credentials.json')

function readKept(file: string | null): Kept | null {
	if (!file || !existsSync(file)) return null
	try {
		return keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
	} catch {
		// A file that cannot be read is made anew, with new secrets.
		return null
	}
}

/**
 * Password and key of the demo: from the environment, else those kept in the data folder, else new ones. What is used
 * is kept in `demo-credentials.json`, which only its owner may read, so that every start can print it.
 */
export function readCredentials(env: Env): DemoCredentials {
	const file = fileOf(env.DATA_DIR)
	const kept = readKept(file)
	const password = env.DEMO_PASSWORD ?? kept?.password ?? newToken().slice(0, 16)
	const apiKey = env.DEMO_API_KEY ?? kept?.apiKey ?? newToken('lot_')
	if (file && (kept?.password !== password || kept.apiKey !== apiKey)) {
		mkdirSync(env.DATA_DIR, { recursive: true })
		writeFileSync(file, `${JSON.stringify({ password, apiKey }, null, '\t')}\n`, { mode: 0o600 })
	}
	return { password, apiKey, passwordIsNew: kept?.password !== password, apiKeyIsNew: kept?.apiKey !== apiKey }
}
