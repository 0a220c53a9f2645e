import { err, ok, type Result } from '#app/core/result.ts'
import { type ProofError, proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { openSession, readSession, runAccountWork } from '#app/platform/auth/sessions.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { chooseTenant } from './choose-tenant.server.ts'

export type LogInError = ProofError | { code: 'no-access' }

/**
 * Logs a person in and answers the new session's token. Leaves an audit entry in the tenant that they come to.
 * Errors: those of `proveIdentity`; `no-access` when the account belongs to no tenant any more.
 */
export async function logIn(given: {
	email: string
	password: string
	code?: string | undefined
}): Promise<Result<string, LogInError>> {
	const proof = await proveIdentity({ email: given.email }, given)
	if (!proof.ok) return proof
	const token = await runAccountWork(proof.value.accountId, (em) =>
		openSession(em, proof.value.accountId, null, given.code !== undefined),
	)
	const session = await readSession(token)
	if (!session) return err({ code: 'no-access' })
	await chooseTenant(session, session.tenant.id)
	await withTenantContext(session.tenant.id, async (ctx) => {
		ctx.audit.record({
			action: 'session.open',
			subject: { type: 'account', id: session.account.id, label: session.account.name },
			actor: { kind: 'person', id: session.account.id, name: session.account.name },
		})
	})
	return ok(token)
}
