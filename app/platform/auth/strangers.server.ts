import { createHmac } from 'node:crypto'
import type { Em } from '#app/platform/db/orm.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'

/** After so long without a try an address is forgotten. */
const KEPT_MS = 30 * 24 * 3600_000

export type Attempts = { failedAttempts: number; blockedUntil: Date | null }

/** What is kept of an address that nobody here has: nothing that could be read back. */
const hashOf = (email: string): string =>
	createHmac('sha256', getPortal().env.SESSION_SECRET).update(`stranger:${email}`).digest('hex')

/**
 * Wrong tries so far for an address without an account, its row locked as an account's would be. Who has to wait longer
 * and longer must not tell that somebody has the address.
 */
export async function readStranger(em: Em, email: string, now: Date): Promise<Attempts> {
	const hash = hashOf(email)
	const made = await em.execute<unknown[]>(
		'insert into stranger (address_hash, failed_attempts, last_tried_at) values (?, 0, ?) on conflict do nothing returning 1',
		[hash, now],
	)
	if (made.length > 0)
		await em.execute('delete from stranger where last_tried_at < ?', [new Date(now.getTime() - KEPT_MS)])
	const [row] = await em.execute<{ failed_attempts: number; blocked_until: Date | string | null }[]>(
		'select failed_attempts, blocked_until from stranger where address_hash = ? for update',
		[hash],
	)
	return {
		failedAttempts: row?.failed_attempts ?? 0,
		blockedUntil: row?.blocked_until ? new Date(row.blocked_until) : null,
	}
}

/** Keeps the count of an address without an account. */
export async function writeStranger(em: Em, email: string, attempts: Attempts, now: Date): Promise<void> {
	await em.execute(
		'update stranger set failed_attempts = ?, blocked_until = ?, last_tried_at = ? where address_hash = ?',
		[attempts.failedAttempts, attempts.blockedUntil, now, hashOf(email)],
	)
}
