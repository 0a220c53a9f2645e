import type { Context } from '#app/platform/request/context.server.ts'

type Node = { 'Node Type': string; 'Relation Name'?: string; 'Plan Rows'?: number; Plans?: Node[] }

/** Rows that are sorted to find a page; a list that reads an index in its own order sorts none. */
const MOST_SORTED = 1_000

const scansOf = (node: Node, large: ReadonlySet<string>): string[] => [
	...(node['Node Type'].includes('Seq Scan') && large.has(node['Relation Name'] ?? '')
		? [`${node['Node Type']} on ${node['Relation Name']}`]
		: []),
	...(node['Node Type'] === 'Sort' && (node['Plan Rows'] ?? 0) > MOST_SORTED
		? [`Sort of ${node['Plan Rows']} rows`]
		: []),
	...(node.Plans ?? []).flatMap((plan) => scansOf(plan, large)),
]

/** Runs a read and answers it with what the plans of its statements read from end to end of the large tables, or sort
 * of them though a page is small. */
export async function plannedRead<T>(
	ctx: Context,
	large: ReadonlySet<string>,
	read: () => Promise<T>,
): Promise<{ scans: string[]; answer: T }> {
	const asked: [string, unknown[]][] = []
	const execute = ctx.em.execute.bind(ctx.em)
	ctx.em.execute = ((sql: string, values: unknown[] = []) => {
		asked.push([sql, values])
		return execute(sql, values)
	}) as typeof ctx.em.execute
	const answer = await read()
	ctx.em.execute = execute
	const scans: string[] = []
	for (const [sql, values] of asked) {
		const [row] = await execute<{ 'QUERY PLAN': { Plan: Node }[] }[]>(`explain (format json) ${sql}`, values)
		for (const { Plan } of row?.['QUERY PLAN'] ?? []) scans.push(...scansOf(Plan, large))
	}
	return { scans, answer }
}
