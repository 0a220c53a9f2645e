import type { Quantity } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { writeEvents } from '#app/features/genealogy/write-events.server.ts'
import { beginningOf, startWorkflow } from '#app/features/workflow/start-workflow.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkLots, type RegisterLotsRefusal } from './check-lots.server.ts'
import { lockCounters, writeWithCodes } from './give-lot-codes.server.ts'
import { type FirstState, type RegisterLot, refusalOf } from './lot.model.ts'
import { codeOf, type LotDraft, tidyLot } from './lot-draft.ts'
import { insertReferences, toReferenceRows } from './lot-references.queries.server.ts'

export type RegisteredLot = {
	id: string
	code: string
	itemId: string
	quantity: string
	unit: string
	/** The quantity as it was given, where that was in another unit by a conversion of the item. */
	given: Quantity | null
	state: FirstState
	/** Its code was typed and is not one that the pattern would give, which the pattern allows with a warning. */
	offPattern: boolean
}

export type RegisterLotsOptions = {
	/** An import writes one audit entry of its own for all its rows; otherwise each lot gets one. */
	audit?: 'each' | 'caller'
	/** An event that makes lots (produce, split …) is their event; otherwise each gets a `register` event. */
	event?: 'register' | 'caller'
	/** The state of the workflow in which lots of an item begin, where goods keep the one they have; null: the usual. */
	beginIn?: (itemId: string) => string | null
}

/** Rows of a set of statements. */
const CHUNK = 5_000

/**
 * Registers lots, all or none, in a fixed number of statements for each 5,000. Codes come from the items' patterns where
 * absent. A partner registers for itself alone, and its lots are announced: nothing of them is on hand until received.
 * Others begin in quarantine, or in the state asked for.
 * Errors: `rows-refused` with each row's problems (`LotProblemCode`); a caller without the permission gets `forbidden`
 * for each row. Emits `register` events; writes audit entries.
 */
export async function registerLots(
	ctx: Context,
	rows: readonly RegisterLot[],
	options: RegisterLotsOptions = {},
): Promise<Result<RegisteredLot[], RegisterLotsRefusal>> {
	const lots: RegisteredLot[] = []
	if (rows.length > CHUNK) await lockCounters(ctx, rows)
	for (let at = 0; at < rows.length; at += CHUNK) {
		const chunk = await registerChunk(ctx, rows.slice(at, at + CHUNK), options)
		if (!chunk.ok) {
			return err({ code: 'rows-refused', rows: chunk.error.rows.map((row) => ({ ...row, index: row.index + at })) })
		}
		lots.push(...chunk.value)
	}
	return ok(lots)
}

async function registerChunk(
	ctx: Context,
	given: readonly RegisterLot[],
	options: RegisterLotsOptions,
): Promise<Result<RegisteredLot[], RegisterLotsRefusal>> {
	const lots = given.map((lot) => tidyLot(lot, partyOf(ctx.actor)))
	const checked = await checkLots(ctx, lots, { asksNow: options.event !== 'caller' })
	if (!checked.ok) return checked
	await setBeginnings(ctx, checked.value, options)
	const codes = await writeWithCodes(ctx, checked.value)
	if (!codes.ok) {
		const refusal = refusalOf([{ code: 'duplicate-code', path: 'code' }])
		return err({ code: 'rows-refused', rows: codes.error.map(({ index }) => ({ index, ...refusal })) })
	}
	await insertReferences(
		ctx,
		checked.value.flatMap((draft) => toReferenceRows(draft.id, draft.lot.references ?? [])),
	)
	const registered = checked.value.map((draft) => toRegistered(draft))
	await startWorkflows(ctx, checked.value)
	if (options.event !== 'caller') await writeRegisterEvents(ctx, checked.value)
	if (options.audit !== 'caller') for (const draft of checked.value) noteRegistration(ctx, draft)
	return ok(registered)
}

/** Rows are written with where their workflow begins, so that they need not be written a second time. */
async function setBeginnings(ctx: Context, drafts: readonly LotDraft[], options: RegisterLotsOptions): Promise<void> {
	const byState = Map.groupBy(drafts, (draft) => options.beginIn?.(draft.item.id) ?? draft.state)
	for (const [state, some] of byState) {
		const begins = await beginningOf(ctx, 'lot', state)
		for (const draft of some) draft.begins = begins
	}
}

async function startWorkflows(ctx: Context, drafts: readonly LotDraft[]): Promise<void> {
	for (const [state, some] of Map.groupBy(drafts, (draft) => draft.begins.key)) {
		const ids = some.map((draft) => draft.id)
		await startWorkflow(ctx, 'lot', ids, { state, written: true })
	}
}

const toRegistered = (draft: LotDraft): RegisteredLot => ({
	id: draft.id,
	code: codeOf(draft),
	itemId: draft.item.id,
	quantity: draft.lot.quantity.value,
	unit: draft.lot.quantity.unit,
	given: draft.given,
	state: draft.state,
	offPattern: draft.offPattern,
})

/** What is here comes in as output; what is only announced is spoken of. So stock is always outputs less inputs. */
async function writeRegisterEvents(ctx: Context, drafts: readonly LotDraft[]): Promise<void> {
	await writeEvents(
		ctx,
		drafts.map((draft) => ({
			kind: 'register',
			siteId: draft.lot.siteId ?? null,
			orderId: draft.lot.orderId ?? null,
			partyId: draft.lot.supplierId ?? null,
			lots: [
				{
					lotId: draft.id,
					role: draft.state === 'announced' ? 'subject' : 'output',
					quantity: draft.lot.quantity.value,
					unit: draft.lot.quantity.unit,
					given: draft.given,
				},
			],
		})),
	)
}

function noteRegistration(ctx: Context, draft: LotDraft): void {
	const { item: _item, state: _state, ...given } = draft.lot
	ctx.audit.record({
		action: 'lot.register',
		subject: { type: 'lot', id: draft.id, label: codeOf(draft) },
		after: {
			...given,
			code: codeOf(draft),
			item: draft.item.sku,
			status: draft.state,
			...(draft.given ? { given: draft.given } : {}),
			...(draft.offPattern ? { offPattern: true } : {}),
		},
	})
}
