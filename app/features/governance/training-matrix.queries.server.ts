import type { LocalizedText } from '#app/core/localized.ts'
import { listLivingRoles } from '#app/features/roles/roles.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type Knowledge, knowledgeOf } from './knowledge.model.ts'
import { listProcedures } from './procedures.queries.server.ts'
import { coveredSteps, type HousePerson, housePeople, needsOfHouse } from './training-needs.queries.server.ts'

export type MatrixCell = {
	code: string
	/** Whether a step that the person may take asks for it. */
	needed: boolean
	knowledge: Knowledge
	/** Version of the latest record; null where there is none. */
	version: number | null
	at: string | null
	validUntil: string | null
}

export type MatrixRow = {
	id: string
	name: string
	roles: LocalizedText[]
	/** In the order of the procedures. */
	cells: MatrixCell[]
	/** How many that are needed are not known now. */
	missing: number
}

export type MatrixProcedure = { code: string; title: LocalizedText; version: number; needed: number; trained: number }

export type TrainingMatrix = { procedures: MatrixProcedure[]; rows: MatrixRow[]; missing: number }

type LatestRow = {
	account_id: string
	code: string
	current: boolean
	number: number
	at: string | Date
	valid_until: string | Date | null
}

/**
 * Who of the house knows which procedure, in which version, and who needs it for a step that they may take. People by
 * name (at most 500), procedures by code (at most 500). A fixed number of statements.
 */
export async function readTrainingMatrix(ctx: Context): Promise<TrainingMatrix> {
	const procedures = await listProcedures(ctx)
	const people = await housePeople(ctx)
	const needs = await needsOfHouse(ctx, await coveredSteps(ctx), people)
	const needed = new Set(needs.map((need) => `${need.accountId}/${need.code}`))
	const latest = await latestRecords(ctx)
	const titles = new Map((await listLivingRoles(ctx)).map((role) => [role.key, role.title]))
	const rows = people.map((person) => rowOf(ctx, person, { procedures, needed, latest, titles }))
	return {
		procedures: procedures.map(({ code, title, version }, index) => {
			const cells = rows.flatMap((row) => row.cells[index] ?? [])
			const asked = cells.filter((cell) => cell.needed)
			return {
				code,
				title,
				version,
				needed: asked.length,
				trained: asked.filter((cell) => cell.knowledge === 'known').length,
			}
		}),
		rows,
		missing: rows.reduce((sum, row) => sum + row.missing, 0),
	}
}

/** The latest record of each person for each procedure: of the version in force where there is one, else of an earlier. */
async function latestRecords(ctx: Context): Promise<Map<string, LatestRow>> {
	const rows = await ctx.em.execute<LatestRow[]>(
		`select distinct on (r.account_id, r.sop_id) r.account_id, s.code, r.sop_version_id = s.current_version_id as current, v.number, r.at, r.valid_until
		from training_record r join sop s on s.tenant_id = r.tenant_id and s.id = r.sop_id and s.retired_at is null
		join sop_version v on v.tenant_id = r.tenant_id and v.id = r.sop_version_id
		order by r.account_id, r.sop_id, r.sop_version_id = s.current_version_id desc, r.at desc, r.id desc`,
	)
	return new Map(rows.map((row) => [`${row.account_id}/${row.code}`, row]))
}

type Known = {
	procedures: readonly { code: string }[]
	needed: ReadonlySet<string>
	latest: ReadonlyMap<string, LatestRow>
	titles: ReadonlyMap<string, LocalizedText>
}

function rowOf(ctx: Context, person: HousePerson, { procedures, needed, latest, titles }: Known): MatrixRow {
	const cells = procedures.map(({ code }): MatrixCell => {
		const record = latest.get(`${person.id}/${code}`)
		return {
			code,
			needed: needed.has(`${person.id}/${code}`),
			knowledge: knowledgeOf(ctx.now, record?.current ?? null, record?.valid_until ?? null),
			version: record?.number ?? null,
			at: record ? new Date(record.at).toISOString() : null,
			validUntil: record?.valid_until ? new Date(record.valid_until).toISOString() : null,
		}
	})
	return {
		id: person.id,
		name: person.name,
		roles: person.roles.map((key) => titles.get(key) ?? { en: key, 'zh-CN': key }),
		cells,
		missing: cells.filter((cell) => cell.needed && cell.knowledge !== 'known').length,
	}
}
