import type { Clock } from '#app/core/clock.ts'
import type { Orm } from './db/orm.server.ts'
import type { Env } from './env.server.ts'
import type { FileStore } from './files/files.server.ts'
import type { Outbound } from './http/outbound.server.ts'
import type { JobQueue } from './jobs/job-queue.server.ts'
import type { Log } from './log/log.server.ts'
import type { MailTransport } from './mail/mail-transport.server.ts'

/** What one process holds once. Opened at start, closed at stop; units of work reach it only through their context. */
export type Portal = {
	env: Env
	orm: Orm
	clock: Clock
	log: Log
	files: FileStore
	jobs: JobQueue
	mail: MailTransport
	/** The only way out to addresses that people have typed. */
	outbound: Outbound
	/** Base of links in mails and codes, without a slash at the end. */
	baseUrl: string
}

let current: Portal | null = null

/** Makes a portal the process's own; null after closing. */
export function setPortal(portal: Portal | null): void {
	current = portal
}

/**
 * The process's portal.
 * @throws when the portal has not been opened.
 */
export function getPortal(): Portal {
	if (!current) throw new Error('The portal is not open')
	return current
}
