import type { SignatureInput } from '#app/features/workflow/sign-record.server.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import { publishDraft } from '#app/platform/definitions/publish-draft.server.ts'
import { saveDraft } from '#app/platform/definitions/save-draft.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from './tenant.ts'

export type { SignatureInput }

/** A tenant with two compliance admins: one writes, the other looks. */
export async function makeAdmins() {
	const tenant = await makeTenant()
	return {
		tenant,
		author: await makePerson(tenant, ['compliance_admin']),
		second: await makePerson(tenant, ['compliance_admin']),
	}
}

export const activeNumberOf = async (tenant: TenantInfo, key: string): Promise<number | null> => {
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ number: number }[]>(
			`select number from definition_version where kind = 'rule-set' and key = ? and status = 'active'`,
			[key],
		),
	)
	return row?.number ?? null
}

/** A draft of a key whose content says `mark`, based on what is active now. */
export async function makeDraft(tenant: TenantInfo, author: TestPerson, key: string, mark: string): Promise<string> {
	const basedOn = await activeNumberOf(tenant, key)
	const saved = await actAs(tenant, author, (ctx) =>
		saveDraft(ctx, {
			kind: 'rule-set',
			key,
			title: { en: mark, 'zh-CN': mark },
			content: { key, mark },
			basedOn,
			note: mark,
		}),
	)
	if (!saved.ok) throw new Error(saved.error.code)
	return saved.value.id
}

/** A draft that another person has approved. */
export async function makeApproved(
	tenant: TenantInfo,
	people: { author: TestPerson; second: TestPerson },
	key: string,
	mark: string,
): Promise<string> {
	const id = await makeDraft(tenant, people.author, key, mark)
	const move = (actor: TestPerson, step: 'submit' | 'approve') =>
		actAs(tenant, actor, (ctx) => moveDraft(ctx, { kind: 'rule-set', id, step, note: mark }))
	for (const [actor, step] of [
		[people.author, 'submit'],
		[people.second, 'approve'],
	] as const) {
		const moved = await move(actor, step)
		if (!moved.ok) throw new Error(moved.error.code)
	}
	return id
}

/** A version that is active. */
export async function makeActive(
	tenant: TenantInfo,
	people: { author: TestPerson; second: TestPerson },
	key: string,
	mark: string,
): Promise<string> {
	const id = await makeApproved(tenant, people, key, mark)
	const published = await actAs(tenant, people.second, (ctx) => publishDraft(ctx, { kind: 'rule-set', id }))
	if (!published.ok) throw new Error(published.error.code)
	return id
}
