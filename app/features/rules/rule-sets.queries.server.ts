import { listDefinitions } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { SUBJECTS, type Subject } from './fact-catalog.model.ts'

/** How often a rule set came to which outcome in the last 30 days. */
export type OutcomeCounts = Record<string, number>

const DAY_MS = 86_400_000

/** The number of the active version of a rule set; null when the tenant has no such rule set. */
export async function activeNumber(ctx: Context, key: string): Promise<number | null> {
	const [row] = await ctx.em.execute<{ number: number }[]>(
		`select number from definition_version where kind = 'rule-set' and key = ? and status = 'active'`,
		[key],
	)
	return row?.number ?? null
}

async function outcomeCounts(ctx: Context): Promise<Map<string, OutcomeCounts>> {
	const rows = await ctx.em.execute<{ rule_set: string; outcome: string; count: number }[]>(
		'select rule_set, outcome, count(*)::int as count from decision where decided_at > ? group by rule_set, outcome',
		[new Date(ctx.now.getTime() - 30 * DAY_MS)],
	)
	const counts = new Map<string, OutcomeCounts>()
	for (const { rule_set, outcome, count } of rows) counts.set(rule_set, { ...counts.get(rule_set), [outcome]: count })
	return counts
}

async function subjectsOf(ctx: Context): Promise<Map<string, Subject>> {
	const rows = await ctx.em.execute<{ key: string; subject: string }[]>(
		`select key, content->>'subject' as subject from definition_version where kind = 'rule-set' and status = 'active'`,
	)
	const isSubject = (name: string): name is Subject => (SUBJECTS as readonly string[]).includes(name)
	return new Map(rows.flatMap(({ key, subject }) => (isSubject(subject) ? [[key, subject] as const] : [])))
}

/** Every rule set with its active version, what waits, and its decisions of 30 days by outcome. Three statements. */
export async function listRuleSets(ctx: Context) {
	const definitions = await listDefinitions(ctx, 'rule-set')
	const [subjects, counts] = [await subjectsOf(ctx), await outcomeCounts(ctx)]
	return definitions.map((definition) => ({
		...definition,
		subject: subjects.get(definition.key) ?? null,
		outcomes: counts.get(definition.key) ?? {},
		emergencyLate: definition.emergencyDueAt !== null && new Date(definition.emergencyDueAt) <= ctx.now,
	}))
}
export type RuleSetRow = Awaited<ReturnType<typeof listRuleSets>>[number]

/** How often each rule of a set led somewhere in the last 30 days: its key, and how many decisions. One statement. */
export async function fireCounts(ctx: Context, key: string): Promise<Record<string, number>> {
	const rows = await ctx.em.execute<{ rule: string; count: number }[]>(
		`select r->>'key' as rule, count(*)::int as count from decision d, jsonb_array_elements(d.detail->'rules') r
		where d.rule_set = ? and d.decided_at > ? and r->>'result' = 'true' group by 1`,
		[key, new Date(ctx.now.getTime() - 30 * DAY_MS)],
	)
	return Object.fromEntries(rows.map(({ rule, count }) => [rule, count]))
}
