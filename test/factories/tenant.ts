import { newId } from '#app/core/ids.ts'
import type { RoleKey } from '#app/core/permission.ts'
import { publishDefaults } from '#app/features/governance/publish-defaults.server.ts'
import type { Actor } from '#app/platform/auth/actor.model.ts'
import { hashPassword } from '#app/platform/auth/passwords.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { runUnitOfWork } from '#app/platform/request/unit-of-work.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'

/** A tenant with the shipped rules and workflows published. Written as the owner, as the command line does. */
export async function makeTenant(key = `t${newId().slice(-8)}`): Promise<TenantInfo> {
	const id = newId()
	await getPortal()
		.orm.em.fork()
		.execute(
			`insert into tenant (id, key, name, initials, language, time_zone, theme, created_at) values (?, ?, ?, 'TT', 'en', 'Asia/Shanghai', 'aurora', now())`,
			[id, key, `Tenant ${key}`],
		)
	await withTenantContext(id, publishDefaults)
	return { id, key, name: `Tenant ${key}`, initials: 'TT', language: 'en', timeZone: 'Asia/Shanghai', theme: 'aurora' }
}

export type TestPerson = Extract<Actor, { kind: 'person' }> & { password: string }

/** A person with roles in a tenant, who can log in. */
export async function makePerson(
	tenant: TenantInfo,
	roles: RoleKey[],
	options: { partyId?: string; name?: string } = {},
): Promise<TestPerson> {
	const id = newId()
	const email = `${id.slice(-10)}@example.test`
	const password = 'correct horse battery'
	const name = options.name ?? `Person ${id.slice(-4)}`
	const em = getPortal().orm.em.fork()
	await em.execute(
		'insert into account (id, email, name, password_hash, failed_attempts, created_at) values (?, ?, ?, ?, 0, now())',
		[id, email, name, await hashPassword(password)],
	)
	for (const role of roles) {
		await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute(
				'insert into membership (id, tenant_id, account_id, role, party_id, created_at) values (?, ?, ?, ?, ?, now())',
				[newId(), tenant.id, id, role, options.partyId ?? null],
			),
		)
	}
	return { kind: 'person', id, name, email, roles, partyId: options.partyId ?? null, siteId: null, password }
}

/** Runs a unit of work as an actor, as a route does after log-in. */
export const actAs = <T>(
	tenant: TenantInfo,
	actor: Actor,
	handler: (ctx: Context) => Promise<T>,
	keepOnRefusal = false,
): Promise<T> => runUnitOfWork({ tenant, actor, language: 'en', keepOnRefusal }, handler)
