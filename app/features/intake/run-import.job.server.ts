import { canonicalJson } from '#app/core/canonical-json.ts'
import { merkleRoot } from '#app/core/hash-chain.server.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import type { JobDefinition, JobRun } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withBehalfContext, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { failImport, giveUpImport, untilGivenUp } from './fail-import.server.ts'
import { type GoodRow, readGoodRows } from './good-rows.server.ts'
import type { RowProblem } from './import.model.ts'
import { badRowNumbers, findImport, lockProgress, moveProgress, writeProblems } from './import-work.queries.server.ts'
import type { LotImport } from './intake.entity.server.ts'
import { lotOfRow } from './lot-of-row.model.ts'
import { registrationProblem } from './registration-problem.model.ts'

/** Rows of one transaction when the good rows are imported. */
const SET = 500

/**
 * Imports the good rows. `good-rows` goes set by set, each with its counter in one transaction, so that a killed
 * process goes on where it was, with nothing missing and nothing doubled; `all-or-nothing` is one transaction.
 */
export const runImportJob: JobDefinition<'import.run'> = {
	name: 'import.run',
	retries: 5,
	retryDelaySeconds: 2,
	timeoutSeconds: 1_800,
	concurrency: 1,
	giveUp: giveUpImport,
	handle: untilGivenUp(async (tenantId: string, { importId }: { importId: string }, run: JobRun) => {
		const found = await withTenantContext(tenantId, (ctx) => findImport(ctx, importId))
		if (found?.status !== 'running') return
		const { rows, columns } = await readGoodRows(tenantId, found)
		const work: Work = { tenantId, found, rows, columns }
		const size = found.mode === 'all-or-nothing' ? Math.max(1, rows.length) : SET
		for (let from = found.processed; from < rows.length; from += size) {
			// The worker stops: the job goes back to the queue and goes on from here.
			if (run.signal.aborted) throw new Error(`Import ${importId} was interrupted at row ${from}`)
			const outcome = await importSet(work, from, Math.min(rows.length, from + size))
			if (outcome === 'cancelled') return finish(work, from, true)
			if (outcome === 'taken') return
			if (outcome === 'refused') return
		}
		await finish(work, rows.length, false)
	}),
}

type Work = { tenantId: string; found: LotImport } & Awaited<ReturnType<typeof readGoodRows>>

/** Rows that can no longer be registered, although the dry run found them good, by their place in the set. */
type Late = Map<number, readonly RowProblem[]>

/** `taken`: another worker has this import in hand, or it has ended. */
type SetOutcome = 'written' | 'cancelled' | 'taken' | 'refused'

const onBehalf = <T>({ tenantId, found }: Work, handler: (ctx: Context) => Promise<T>): Promise<T> =>
	withBehalfContext(tenantId, found.createdBy ?? null, handler)

/**
 * Writes rows [from, to) and moves the counter: both or neither. Rows that can no longer be registered are noted and
 * left out, or, all or nothing, end the import with nothing written.
 */
async function importSet(work: Work, from: number, to: number): Promise<SetOutcome> {
	const set = work.rows.slice(from, to)
	const late: Late = new Map(set.flatMap((row, index) => (row.lot ? [] : [[index, row.problems] as const])))
	for (;;) {
		if (work.found.mode === 'all-or-nothing' && late.size > 0) {
			await failImport(work.tenantId, work.found.id, changedSince([...late.keys()].map((index) => set[index])))
			return 'refused'
		}
		const written = await onBehalf(work, (ctx) => writeSet(ctx, work, { from, set, late }))
		if (written.ok) return written.value
		for (const [index, problems] of written.error) late.set(index, problems)
	}
}

async function writeSet(
	ctx: Context,
	{ found, columns }: Work,
	{ from, set, late }: { from: number; set: readonly GoodRow[]; late: Late },
): Promise<Result<'written' | 'cancelled' | 'taken', Late>> {
	const progress = await lockProgress(ctx, found.id)
	if (progress?.status !== 'running' || progress.processed !== from) return ok('taken')
	if (progress.cancelRequested) return ok('cancelled')
	const chosen = set.flatMap((row, index) => (row.lot && !late.has(index) ? [{ row, lot: row.lot, index }] : []))
	const lots = chosen.map(({ lot }) => lotOfRow(lot, found.partyId ?? null))
	const registered = await registerLots(ctx, lots, { audit: 'caller' })
	if (!registered.ok) {
		return err(
			new Map(
				registered.error.rows.flatMap((refused) => {
					const given = chosen[refused.index]
					const problems = refused.problems.map((one) => given && registrationProblem(one, given.row, columns))
					return given ? [[given.index, problems.filter((one) => one !== undefined)] as const] : []
				}),
			),
		)
	}
	const flagged = set.flatMap(({ rowNumber, values }, index) => {
		const problems = late.get(index)
		return problems ? [{ rowNumber, values, problems }] : []
	})
	if (flagged.length > 0) await writeProblems(ctx, found.id, flagged, 'import')
	await moveProgress(ctx, found.id, { processed: from + set.length, created: chosen.length })
	return ok('written')
}

function changedSince(rows: readonly (GoodRow | undefined)[]) {
	const named = rows.slice(0, 5).map((row) => row?.rowNumber)
	return {
		code: 'rows-refused',
		message: {
			en: `Something has changed since the dry run, and nothing was imported. Rows concerned: ${named.join(', ')}. Run the dry run again to see why.`,
			'zh-CN': `试运行之后情况有变，未导入任何行。涉及的行：${named.join('、')}。请重新试运行查看原因。`,
		},
	}
}

/** One audit entry for all rows, with the root of their hash tree, so that each can be proven later. */
async function finish(work: Work, count: number, cancelled: boolean): Promise<void> {
	await onBehalf(work, async (ctx) => {
		const row = await findImport(ctx, work.found.id)
		if (row?.status !== 'running') return
		const { late } = await badRowNumbers(ctx, row.id)
		const merkle = rootOf(work.rows.slice(0, count).filter((one) => !late.has(one.rowNumber)))
		Object.assign(row, { status: cancelled ? 'cancelled' : 'done', finishedAt: ctx.now, merkleRoot: merkle })
		ctx.audit.record({
			action: cancelled ? 'import.cancelled' : 'import.done',
			subject: { type: 'import', id: row.id, label: row.fileName },
			after: { created: row.created, good: row.good, bad: row.bad, mode: row.mode, merkleRoot: merkle },
		})
		if (row.createdBy) await tell(ctx, row.createdBy, row)
	})
}

const rootOf = (rows: readonly GoodRow[]): string => merkleRoot(rows.map((row) => canonicalJson(row.lot)))

async function tell(ctx: Context, accountId: string, row: LotImport): Promise<void> {
	await notifyAccounts(ctx, [accountId], {
		title: {
			en: `Import of ${row.fileName} has ended: ${row.created} lots`,
			'zh-CN': `${row.fileName} 导入结束：${row.created} 个批次`,
		},
		href: `/imports/${row.id}`,
		dedupeKey: `import:${row.id}`,
	})
}
