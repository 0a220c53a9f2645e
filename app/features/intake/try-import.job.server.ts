import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withBehalfContext, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { checkLots, type SeenLots } from './check-lots.server.ts'
import { type ConversionPlan, planConversion } from './conversion-plan.model.ts'
import { createRowConverter, type LotCandidate } from './convert-row.model.ts'
import { failImport, giveUpImport, untilGivenUp } from './fail-import.server.ts'
import type { RowProblem } from './import.model.ts'
import { importBytes } from './import-file.server.ts'
import { repairRows, type StoredInspection } from './import-record.model.ts'
import {
	clearProblems,
	type FlaggedRow,
	findImport,
	loadLookups,
	moveProgress,
	writeProblems,
} from './import-work.queries.server.ts'
import type { LotImport } from './intake.entity.server.ts'
import { lotOfRow } from './lot-of-row.model.ts'
import type { IntakeRow } from './read-file/find-header.ts'
import { readRows } from './read-file/read-rows.server.ts'
import { registrationProblem } from './registration-problem.model.ts'

/** Rows that are checked against the database at once. */
const SET = 1_000

/** Tries every row without writing any: counts, and each bad row with why. */
export const tryImportJob: JobDefinition<'import.try'> = {
	name: 'import.try',
	retries: 5,
	retryDelaySeconds: 2,
	timeoutSeconds: 900,
	concurrency: 1,
	giveUp: giveUpImport,
	handle: untilGivenUp(async (tenantId: string, { importId }: { importId: string }) => {
		const started = performance.now()
		const found = await withTenantContext(tenantId, (ctx) => findImport(ctx, importId))
		if (found?.status !== 'dry-run' || !found.inspection) return
		const trial = new Trial(tenantId, found, found.inspection)
		const read = await trial.run()
		if (!read.ok) return failImport(tenantId, importId, read.error)
		await withTenantContext(tenantId, async (ctx) => {
			const row = await findImport(ctx, importId)
			if (row?.status !== 'dry-run' || !row.inspection) return
			const ended = { at: ctx.clock.now().toISOString(), ms: Math.round(performance.now() - started) }
			row.inspection = { ...row.inspection, trial: ended }
			Object.assign(row, { ...trial.counts, processed: trial.counts.rows, status: 'ready' })
			if (row.mode !== null) await goOn(ctx, row)
		})
	}),
}

type ReadRow = { row: IntakeRow; lot: LotCandidate; problems: RowProblem[] }

/** One dry run: rows are read one by one, checked against the database in sets, and what is wrong with them kept set by set. */
class Trial {
	readonly counts = { rows: 0, good: 0, bad: 0 }
	readonly #seen: SeenLots = new Map()
	readonly #tenantId: string
	readonly #found: LotImport
	readonly #inspection: StoredInspection
	#waiting: ReadRow[] = []
	/** Rows with problems that are not written yet. */
	#flagged: FlaggedRow[] = []

	constructor(tenantId: string, found: LotImport, inspection: StoredInspection) {
		this.#tenantId = tenantId
		this.#found = found
		this.#inspection = inspection
	}

	async run() {
		const { mapping, partyId, fileKey } = this.#found
		const lookups = await this.#asPerson(async (ctx) => {
			await clearProblems(ctx, this.#found.id)
			return loadLookups(ctx, partyId ?? null)
		})
		const plan = planConversion(this.#inspection, mapping?.columns ?? [], lookups)
		const convert = createRowConverter(plan)
		const repair = repairRows(mapping?.repairs ?? [])
		const read = await readRows(await importBytes(fileKey), this.#inspection, {
			onRow: async (given) => {
				const row = repair(given)
				const outcome = convert(row)
				if (outcome.kind === 'skipped') return
				if (outcome.kind === 'bad') this.#count(row, outcome.problems)
				else this.#waiting.push({ row, lot: outcome.lot, problems: outcome.problems })
				if (this.#waiting.length + this.#flagged.length >= SET) await this.#check(plan)
			},
		})
		await this.#check(plan)
		return read
	}

	async #check(plan: ConversionPlan): Promise<void> {
		const set = this.#waiting
		this.#waiting = []
		const rows = set.map(({ row, lot }) => ({ row: row.rowNumber, lot: lotOfRow(lot, this.#found.partyId ?? null) }))
		const checks = await this.#asPerson(async (ctx) => {
			await moveProgress(ctx, this.#found.id, { processed: this.counts.rows + set.length })
			return checkLots(ctx, rows, this.#seen)
		})
		for (const [index, { row, problems }] of set.entries()) {
			const check = checks[index]
			const more = check?.problems.map((one) => registrationProblem(one, row, plan.columns, check.earlierRow)) ?? []
			this.#count(row, [...problems, ...more])
		}
		const flagged = this.#flagged
		this.#flagged = []
		if (flagged.length > 0) await this.#asPerson((ctx) => writeProblems(ctx, this.#found.id, flagged, 'dry-run'))
	}

	#count(row: IntakeRow, problems: RowProblem[]): void {
		this.counts.rows += 1
		this.counts[problems.some((problem) => problem.severity === 'error') ? 'bad' : 'good'] += 1
		if (problems.length > 0) this.#flagged.push({ rowNumber: row.rowNumber, problems, values: row.values })
	}

	#asPerson<T>(handler: (ctx: Context) => Promise<T>): Promise<T> {
		return withBehalfContext(this.#tenantId, this.#found.createdBy ?? null, handler)
	}
}

/** For programs: ends after a dry run, refuses an all-or-nothing file with bad rows, runs otherwise. */
async function goOn(ctx: Context, row: LotImport): Promise<void> {
	if (row.mode === 'dry-run') {
		row.finishedAt = ctx.now
	} else if (row.mode === 'all-or-nothing' && row.bad > 0) {
		Object.assign(row, { status: 'failed', finishedAt: ctx.now, error: refusedRows(row.bad) })
	} else if (row.good === 0) {
		Object.assign(row, { status: 'failed', finishedAt: ctx.now, error: NOTHING })
	} else {
		Object.assign(row, { status: 'running', processed: 0, startedAt: ctx.now })
		await ctx.em.flush()
		await ctx.jobs.send('import.run', { importId: row.id })
	}
}

const refusedRows = (bad: number) => ({
	code: 'rows-refused',
	message: {
		en: `${bad} rows cannot be imported, so none was. Correct them and send the file again.`,
		'zh-CN': `有 ${bad} 行无法导入，因此未导入任何行。请更正后重新提交文件。`,
	},
})

const NOTHING = {
	code: 'nothing-to-import',
	message: {
		en: 'No row can be imported. See the errors, correct them and send the file again.',
		'zh-CN': '没有可导入的行。请查看错误，更正后重新提交文件。',
	},
}
