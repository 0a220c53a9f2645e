import { type NoticeContent, notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { BrokenVersion } from './load-rule-set.server.ts'

/** Who may put rules right, with where their mail goes. One statement. */
export const complianceAdmins = (
	ctx: Context,
): Promise<{ id: string; email: string; language: 'en' | 'zh-CN' | null }[]> =>
	ctx.em.execute(
		`select distinct a.id, a.email, a.language from membership m join account a on a.id = m.account_id
		where m.tenant_id = ? and m.role = 'compliance_admin' and m.disabled_at is null order by a.id`,
		[ctx.tenant.id],
	)

/** Puts a notice before every compliance admin, also the one who acts. Two statements. */
export async function tellAdmins(ctx: Context, notice: NoticeContent): Promise<void> {
	const admins = await complianceAdmins(ctx)
	await notifyAccounts(
		ctx,
		admins.map((admin) => admin.id),
		notice,
	)
}

/** Tells the compliance admins, once, that a version does not load and another one decides in its place. */
export const tellBroken = (ctx: Context, version: BrokenVersion): Promise<void> =>
	tellAdmins(ctx, {
		title: {
			en: `Rule set ${version.key} v${version.number} cannot be read; its last good version decides`,
			'zh-CN': `规则集 ${version.key} v${version.number} 无法读取；由最近可用版本判定`,
		},
		href: `/rules/${version.key}`,
		dedupeKey: `rule-set-broken:${version.id}`,
	})
