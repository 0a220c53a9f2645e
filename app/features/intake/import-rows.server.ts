import { canonicalJson } from '#app/core/canonical-json.ts'
import type { MerkleTree } from '#app/core/hash-chain.server.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { lockCounters } from '#app/features/lots/give-lot-codes.server.ts'
import type { RegisterLot } from '#app/features/lots/lot.model.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import type { JobRun } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withBehalfContext } from '#app/platform/request/with-context.server.ts'
import type { LotCandidate } from './convert-row.model.ts'
import { failImport } from './fail-import.server.ts'
import type { GoodRow, GoodRows } from './good-rows.server.ts'
import type { RowProblem } from './import.model.ts'
import { lockProgress, moveProgress, writeProblems } from './import-work.queries.server.ts'
import type { LotImport } from './intake.entity.server.ts'
import { lotOfRow } from './lot-of-row.model.ts'
import { registrationProblem } from './registration-problem.model.ts'

/** Rows of one transaction when the good rows are imported. */
const SET = 500
/** Rows that are registered at once when all go in one transaction: no more of a large file is in memory than these. */
const AT_ONCE = 1_000

/** `tree`: gains the rows that are written, in order. */
export type Work = { tenantId: string; found: LotImport; run: JobRun; tree: MerkleTree } & GoodRows

/** `stopped`: another worker has this import in hand, or it has ended, or was refused. */
type Ended = 'written' | 'cancelled' | 'stopped'

/** Rows that can no longer be registered, although the dry run found them good, by their place in the piece. */
type Late = Map<number, readonly RowProblem[]>

/** A row that is to be registered, with its place in the piece. */
type Chosen = { row: GoodRow; lot: LotCandidate; index: number }

/** A unit of work of the person who began the import. */
export const onBehalf = <T>({ tenantId, found }: Work, handler: (ctx: Context) => Promise<T>): Promise<T> =>
	withBehalfContext(tenantId, found.createdBy ?? null, handler)

/** The worker stops: the job goes back to the queue and goes on from here. */
function goOnUnlessStopped({ run, found }: Work, at: number): void {
	if (run.signal.aborted) throw new Error(`Import ${found.id} was interrupted at row ${at}`)
}

/** What of a piece has changed since the dry run. */
const changedIn = (piece: readonly GoodRow[]): Late =>
	new Map(piece.flatMap((row, index) => (row.lot ? [] : [[index, row.problems] as const])))

function addLeaves({ tree, late }: Work, rows: readonly GoodRow[], refused: Late = new Map()): void {
	for (const [index, { rowNumber, lot }] of rows.entries())
		if (!late.has(rowNumber) && !refused.has(index)) tree.add(canonicalJson(lot))
}

/** Imports set by set, each in a transaction of its own. What an earlier run of the job has written is only counted. */
export async function importSets(work: Work): Promise<Ended> {
	let at = 0
	for await (const piece of work.pieces(SET)) {
		const done = Math.min(piece.length, Math.max(0, work.found.processed - at))
		addLeaves(work, piece.slice(0, done))
		const set = piece.slice(done)
		if (set.length > 0) {
			goOnUnlessStopped(work, at + done)
			const outcome = await importSet(work, at + done, set)
			if (outcome !== 'written') return outcome
		}
		at += piece.length
	}
	return 'written'
}

/** Writes a set that begins after `from` rows and moves the counter: both or neither. Rows that are late are left out. */
async function importSet(work: Work, from: number, set: readonly GoodRow[]): Promise<Ended> {
	const late = changedIn(set)
	for (;;) {
		const written = await onBehalf(work, (ctx) => writeSet(ctx, work, { from, set, late }))
		if (written.ok) {
			if (written.value === 'written') addLeaves(work, set, late)
			return written.value
		}
		for (const [index, problems] of written.error) late.set(index, problems)
	}
}

async function writeSet(
	ctx: Context,
	work: Work,
	{ from, set, late }: { from: number; set: readonly GoodRow[]; late: Late },
): Promise<Result<Ended, Late>> {
	const { id } = work.found
	const standing = await standingOf(ctx, work, from)
	if (standing !== 'open') return ok(standing)
	const registered = await register(ctx, work, set, late)
	if (!registered.ok) return registered
	const flagged = set.flatMap(({ rowNumber, values }, index) => {
		const problems = late.get(index)
		return problems ? [{ rowNumber, values, problems }] : []
	})
	if (flagged.length > 0) await writeProblems(ctx, id, flagged, 'import')
	await moveProgress(ctx, id, { processed: from + set.length, created: registered.value })
	return ok('written')
}

/** Imports all rows in one transaction, piece by piece, or with a row that is late none. */
export async function importWhole(work: Work): Promise<Ended> {
	const codes = await firstOfItems(work)
	const written = await onBehalf(work, async (ctx): Promise<Result<Ended, GoodRow[]>> => {
		const standing = await standingOf(ctx, work, 0)
		if (standing !== 'open') return ok(standing)
		await lockCounters(ctx, codes)
		let at = 0
		for await (const piece of work.pieces(AT_ONCE)) {
			goOnUnlessStopped(work, at)
			const changed = changedIn(piece)
			const registered = changed.size > 0 ? err(changed) : await register(ctx, work, piece, changed)
			if (!registered.ok) return err(piece.filter((_row, index) => registered.error.has(index)))
			addLeaves(work, piece)
			at += piece.length
		}
		await moveProgress(ctx, work.found.id, { processed: at, created: at })
		return ok('written')
	})
	if (written.ok) return written.value
	await failImport(work.tenantId, work.found.id, changedSince(written.error))
	return 'stopped'
}

/**
 * One lot of each item of a large file whose codes are made here: their counters are locked before any row is written,
 * since two files with the same items in another order would otherwise lock each other up.
 */
async function firstOfItems(work: Work): Promise<RegisterLot[]> {
	const { partyId, good } = work.found
	if (!partyId || good <= AT_ONCE) return []
	const first = new Map<string, RegisterLot>()
	for await (const piece of work.pieces(AT_ONCE))
		for (const { lot } of piece) if (lot && !first.has(lot.itemId)) first.set(lot.itemId, lotOfRow(lot, partyId))
	return [...first.values()]
}

/** Whether rows may be written now, with the import locked: it runs, stands after `from` rows and was not cancelled. */
async function standingOf(ctx: Context, { found }: Work, from: number): Promise<'open' | 'cancelled' | 'stopped'> {
	const progress = await lockProgress(ctx, found.id)
	if (progress?.status !== 'running' || progress.processed !== from) return 'stopped'
	return progress.cancelRequested ? 'cancelled' : 'open'
}

/** Registers the rows of a piece that are not late; answers how many they were, or which of them are late now. */
async function register(
	ctx: Context,
	{ found, columns }: Work,
	piece: readonly GoodRow[],
	late: Late,
): Promise<Result<number, Late>> {
	const chosen: Chosen[] = piece.flatMap((row, index) =>
		row.lot && !late.has(index) ? [{ row, lot: row.lot, index }] : [],
	)
	const lots = chosen.map(({ lot }) => lotOfRow(lot, found.partyId ?? null))
	const registered = await registerLots(ctx, lots, { audit: 'caller' })
	if (registered.ok) return ok(chosen.length)
	const refused = registered.error.rows.flatMap(({ index, problems }) => {
		const given = chosen[index]
		return given ? [[given.index, problems.map((one) => registrationProblem(one, given.row, columns))] as const] : []
	})
	return err(new Map(refused))
}

function changedSince(rows: readonly GoodRow[]) {
	const named = rows.slice(0, 5).map((row) => row.rowNumber)
	return {
		code: 'rows-refused',
		message: {
			en: `Something has changed since the dry run, and nothing was imported. Rows concerned: ${named.join(', ')}. Run the dry run again to see why.`,
			'zh-CN': `试运行之后情况有变，未导入任何行。涉及的行：${named.join('、')}。请重新试运行查看原因。`,
		},
	}
}
