import { type LoggedIn, runAccountWork } from '#app/platform/auth/sessions.server.ts'

/** Makes another of the person's tenants the one that this session works in; one that is not theirs changes nothing. */
export async function chooseTenant(person: LoggedIn, tenantId: string): Promise<void> {
	if (!person.tenants.some((tenant) => tenant.id === tenantId)) return
	await runAccountWork(person.account.id, (em) =>
		em.execute('update session set tenant_id = ? where token_hash = ?', [tenantId, person.tokenHash]),
	)
}
