import { newId } from '#app/core/ids.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { RoleKey } from '#app/core/permission.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type NoticeContent = {
	title: LocalizedText
	/** Where it leads inside the portal. */
	href: string
	/** What happened: nobody gets a second notice with the same key. */
	dedupeKey: string
}

/**
 * Puts a notice before everyone who holds a role in this tenant; with `partyId`, before that partner's people alone. The
 * acting person gets none: they know. Two statements, however many people.
 */
export async function notifyRole(
	ctx: Context,
	role: RoleKey,
	notice: NoticeContent,
	options: { partyId?: string } = {},
): Promise<void> {
	const people = await ctx.em.execute<{ account_id: string }[]>(
		`select distinct account_id from membership where tenant_id = ? and role = ? and disabled_at is null and (?::uuid is null or party_id = ?::uuid)`,
		[ctx.tenant.id, role, options.partyId ?? null, options.partyId ?? null],
	)
	await notifyAccounts(
		ctx,
		people.map((row) => row.account_id).filter((id) => id !== ctx.actor.id),
		notice,
	)
}

/** Puts a notice before these people. One statement. */
export async function notifyAccounts(
	ctx: Context,
	accountIds: readonly string[],
	notice: NoticeContent,
): Promise<void> {
	if (accountIds.length === 0) return
	const rows = accountIds.map(() => '(?, ?, ?, ?, ?::jsonb, ?, ?)').join(', ')
	const values = accountIds.flatMap((accountId) => [
		newId(),
		ctx.tenant.id,
		accountId,
		notice.dedupeKey,
		JSON.stringify(notice.title),
		notice.href,
		ctx.now,
	])
	await ctx.em.execute(
		`insert into notification (id, tenant_id, account_id, dedupe_key, title, href, created_at) values ${rows}
		on conflict (tenant_id, account_id, dedupe_key) do nothing`,
		values,
	)
}
