import type { Clock } from '#app/core/clock.ts'
import type { Language } from '#app/core/localized.ts'
import type { AuditTrail } from '#app/platform/audit/audit-trail.server.ts'
import type { AppAbility } from '#app/platform/auth/ability.server.ts'
import type { Actor } from '#app/platform/auth/actor.model.ts'
import type { Em } from '#app/platform/db/orm.server.ts'
import type { FileStore } from '#app/platform/files/files.server.ts'
import type { JobData, JobName } from '#app/platform/jobs/job.model.ts'
import type { Log } from '#app/platform/log/log.server.ts'

export type TenantInfo = {
	id: string
	key: string
	name: string
	initials: string
	language: Language
	timeZone: string
	theme: string
}

/**
 * One unit of work: one tenant, one actor, one transaction. The first argument of every use case and query.
 * What is written, audited and queued through it becomes true together or not at all.
 */
export type Context = {
	tenant: TenantInfo
	actor: Actor
	ability: AppAbility
	/** Forked, tenant-filtered, inside the transaction. The only one of this unit of work. */
	em: Em
	clock: Clock
	/** Time of this unit of work: the same for all its rows. */
	now: Date
	audit: AuditTrail
	/** Queues a job that exists if, and only if, this unit of work commits. */
	jobs: {
		send: <N extends JobName>(
			name: N,
			data: JobData<N>,
			options?: { singletonKey?: string; startAfterSeconds?: number },
		) => Promise<void>
	}
	files: FileStore
	log: Log
	/** The reader's language. */
	language: Language
	baseUrl: string
	requestId: string | null
}
