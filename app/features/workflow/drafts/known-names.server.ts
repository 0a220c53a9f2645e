import type { LocalizedText } from '#app/core/localized.ts'
import { calendarNames } from '#app/features/calendars/calendars.queries.server.ts'
import { SUPPLIER_APPROVALS, type SupplierApproval } from '#app/features/cases/case.model.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import { SHIPPED_NOTICES } from '#app/features/notifications/shipped-notices.model.ts'
import { namedRoles } from '#app/features/roles/role-names.queries.server.ts'
import { permissions } from '#app/platform/auth/ability.server.ts'
import { listDefinitions } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { KnownNames, SettableAttribute } from '../problem.model.ts'
import { dictionaryFields } from './dictionary-fields.server.ts'
import { namedIn } from './named-in.ts'

/** What the rule sets in force decide on, and what they may answer. */
async function rulesInForce(ctx: Context): Promise<Required<Pick<KnownNames, 'outcomes' | 'ruleSubjects'>>> {
	const rows = await ctx.em.execute<{ key: string; subject: string | null; outcomes: unknown }[]>(
		`select key, content->>'subject' as subject, content->'outcomes' as outcomes from definition_version where kind = 'rule-set' and status = 'active'`,
	)
	return {
		ruleSubjects: Object.fromEntries(rows.flatMap(({ key, subject }) => (subject ? [[key, subject]] : []))),
		outcomes: Object.fromEntries(
			rows.flatMap(({ key, outcomes }) =>
				Array.isArray(outcomes) ? [[key, outcomes.filter((one): one is string => typeof one === 'string')]] : [],
			),
		),
	}
}

async function peopleByRole(ctx: Context): Promise<Record<string, number>> {
	const rows = await ctx.em.execute<{ role: string; count: number }[]>(
		// Who holds a role of the tenant's own counts for the one that it was made from, too.
		`select h.role, count(distinct m.account_id)::int as count from membership m
			left join tenant_role r on r.tenant_id = m.tenant_id and r.key = m.role
			cross join lateral (select m.role union select r.base where r.base is not null) h(role)
		where m.tenant_id = ? and m.disabled_at is null group by h.role`,
		[ctx.tenant.id],
	)
	return Object.fromEntries(rows.map(({ role, count }) => [role, count]))
}

/** Of these, the people of the house who may be told or asked, by name. */
async function peopleByName(ctx: Context, ids: readonly string[]): Promise<Record<string, string>> {
	if (ids.length === 0) return {}
	const rows = await ctx.em.execute<{ id: string; name: string }[]>(
		`select distinct a.id, a.name from membership m join account a on a.id = m.account_id and a.disabled_at is null
		where m.tenant_id = ? and m.disabled_at is null and m.party_id is null and a.id::text in (select jsonb_array_elements_text(?::jsonb))`,
		[ctx.tenant.id, JSON.stringify(ids)],
	)
	return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

/** Of these, the procedures in force that a step may ask for, by code. */
const proceduresInForce = async (
	ctx: Context,
	codes: readonly string[],
): Promise<{ code: string; title: LocalizedText }[]> =>
	codes.length === 0
		? []
		: ctx.em.execute(
				'select code, title from sop where retired_at is null and current_version_id is not null and code in (select jsonb_array_elements_text(?::jsonb)) order by code',
				[JSON.stringify(codes)],
			)

const titlesOf = (named: readonly { key: string; title: LocalizedText }[]): Record<string, LocalizedText> =>
	Object.fromEntries(named.map(({ key, title }) => [key, title]))

const APPROVAL_TITLE: LocalizedText = { en: 'Approval of the supplier', 'zh-CN': '供应商批准状态' }
const APPROVALS: Record<SupplierApproval, LocalizedText> = {
	asked: { en: 'Asked', 'zh-CN': '资料已索取' },
	approved: { en: 'Approved', 'zh-CN': '已批准' },
	conditional: { en: 'Approved with conditions', 'zh-CN': '有条件批准' },
	suspended: { en: 'Suspended', 'zh-CN': '已暂停' },
	rejected: { en: 'Rejected', 'zh-CN': '已拒绝' },
	withdrawn: { en: 'Withdrawn', 'zh-CN': '已撤销' },
}

/** What steps may set of a record, as `settableColumn` lets them: attributes of lots, and what becomes of a supplier. */
async function settableAttributes(ctx: Context): Promise<SettableAttribute[]> {
	const ofLots = (await everyAttributeOf(ctx, 'lot')).map(
		({ key, label, choices }): SettableAttribute => ({
			attribute: `attributes.${key}`,
			subject: 'lot',
			title: label,
			...(choices?.length ? { values: choices } : {}),
		}),
	)
	const values = SUPPLIER_APPROVALS.map((value) => ({ value, label: APPROVALS[value] }))
	return [...ofLots, { attribute: 'approval', subject: 'supplier_onboarding', title: APPROVAL_TITLE, values }]
}

/**
 * The names of this tenant that a workflow may refer to, and how many people hold each role; of people and procedures, which
 * may be many, those that the contents name. Nine statements at most.
 */
export async function knownNames(ctx: Context, contents: readonly unknown[]): Promise<KnownNames> {
	const named = namedIn(contents)
	const ruleSets = await listDefinitions(ctx, 'rule-set')
	const roles = await namedRoles(ctx)
	const workflows = await listDefinitions(ctx, 'workflow')
	const calendars = await calendarNames(ctx)
	const procedures = await proceduresInForce(ctx, named.courses)
	return {
		ruleSets: ruleSets.map((found) => found.key),
		workflows: workflows.map((found) => found.key),
		calendars: calendars.map((found) => found.key),
		roles: roles.filter(({ retired }) => !retired).map(({ key }) => key),
		roleTitles: Object.fromEntries(roles.map(({ key, title }) => [key, title])),
		ruleSetTitles: titlesOf(ruleSets),
		workflowTitles: titlesOf(workflows),
		templateTitles: titlesOf(SHIPPED_NOTICES),
		calendarTitles: Object.fromEntries(calendars.map(({ key, name }) => [key, name])),
		settable: await settableAttributes(ctx),
		courses: procedures.map(({ code }) => code),
		courseTitles: Object.fromEntries(procedures.map(({ code, title }) => [code, title])),
		dictionary: await dictionaryFields(ctx),
		people: await peopleByName(ctx, named.people),
		templates: SHIPPED_NOTICES.map((notice) => notice.key),
		actions: [...new Set(permissions.flatMap((permission) => permission.actions))].sort(),
		...(await rulesInForce(ctx)),
		peopleByRole: await peopleByRole(ctx),
	}
}
