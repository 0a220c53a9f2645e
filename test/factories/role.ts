import { readMember } from '#app/platform/auth/sessions.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import type { TestPerson } from './tenant.ts'

/** A role's form as its page sends it. */
export const roleForm = (permissions: string, more: Record<string, unknown> = {}) => ({
	titleEn: 'Line leader',
	titleZh: '班组长',
	descriptionEn: '',
	descriptionZh: '',
	permissions,
	version: undefined,
	reason: 'as asked by production',
	...more,
})

/** Somebody as they come in by their next request. */
export async function comingIn(tenant: TenantInfo, person: TestPerson) {
	const member = await readMember(person.id, tenant.id)
	if (!member) throw new Error('not a member')
	return member.actor
}
