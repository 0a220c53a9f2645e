import type { Language } from '#app/core/localized.ts'
import { AuditTrail, appendEntries } from '#app/platform/audit/audit-trail.server.ts'
import { abilityFor, abilityThrough } from '#app/platform/auth/ability.server.ts'
import { type Actor, partyOf } from '#app/platform/auth/actor.model.ts'
import { forkOfTenant } from '#app/platform/db/fork-of-tenant.server.ts'
import { oneTransaction } from '#app/platform/db/one-transaction.server.ts'
import { sessionOf } from '#app/platform/db/session-settings.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { Context, TenantInfo } from './context.server.ts'

/** Carries a refused result out of the transaction, which rolls back. */
class Refused extends Error {
	readonly result: unknown
	constructor(result: unknown) {
		super('refused')
		this.result = result
	}
}

const isRefusal = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && 'ok' in value && (value as { ok: unknown }).ok === false

export type UnitOfWork = {
	tenant: TenantInfo
	actor: Actor
	/** The key through which a person who signed acts: neither may more than the other, nor see more. */
	through?: Actor
	language: Language
	requestId?: string | null
	/** Keeps what was written although the result is a refusal (a stored blocking decision, a counted failure). */
	keepOnRefusal?: boolean
	/** Only reads: the database refuses to write, and the answer need not wait for the end of the transaction. */
	readOnly?: boolean
}

/**
 * Runs one unit of work: session settings and role on the connection, one transaction, the handler, then the audit
 * entries, then the commit. Rolls back on a throw and on a refused `Result`.
 * Not called by features: they come in by `withContext`, `withTenantContext` and the other doors.
 */
export async function runUnitOfWork<T>(unit: UnitOfWork, handler: (ctx: Context) => Promise<T>): Promise<T> {
	const portal = getPortal()
	const root = forkOfTenant(portal.orm, unit.tenant.id)
	root.setSessionContext(
		sessionOf({
			'app.tenant_id': unit.tenant.id,
			'app.party_id': partyOf(unit.actor) ?? (unit.through ? partyOf(unit.through) : null) ?? '',
			'app.account_id': unit.actor.kind === 'person' ? unit.actor.id : '',
			// Compiling a statement takes longer than any of ours runs.
			jit: 'off',
		}),
	)
	const audit = new AuditTrail()
	const now = portal.clock.now()
	const requestId = unit.requestId ?? null
	try {
		return await oneTransaction(() =>
			root.transactional(
				async (em) => {
					const ctx: Context = {
						tenant: unit.tenant,
						actor: unit.actor,
						ability: unit.through ? abilityThrough(unit.actor, unit.through) : abilityFor(unit.actor),
						em,
						clock: portal.clock,
						now,
						audit,
						jobs: { send: (name, data, options) => portal.jobs.sendWithin(em, name, unit.tenant.id, data, options) },
						files: portal.files,
						log: portal.log.child({ tenant: unit.tenant.key, requestId }),
						language: unit.language,
						baseUrl: portal.baseUrl,
						requestId,
					}
					const result = await handler(ctx)
					if (isRefusal(result) && !unit.keepOnRefusal) throw new Refused(result)
					await em.flush()
					await appendEntries(audit, { em, tenantId: unit.tenant.id, actor: unit.actor, requestId, now })
					return result
				},
				unit.readOnly ? { readOnly: true } : {},
			),
		)
	} catch (error) {
		if (error instanceof Refused) return error.result as T
		throw error
	}
}
