import { openSession } from '#app/platform/auth/sessions.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { writeSessionToken } from '#app/platform/request/cookies.server.ts'
import type { TestPerson } from './tenant.ts'

/** A request as the browser of a person who is logged in sends it, for loaders and actions. */
export async function requestOf(
	tenant: TenantInfo,
	person: TestPerson,
	path: string,
	init: RequestInit = {},
): Promise<Request> {
	const token = await openSession(getPortal().orm.em.fork(), person.id, tenant.id, false)
	const headers = new Headers(init.headers)
	headers.set('Cookie', (await writeSessionToken(token)).split(';')[0] ?? '')
	return new Request(`http://localhost${path}`, { ...init, headers })
}
