import { type DocumentRow, documentsOfLot } from '#app/features/documents/documents.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import {
	type FoundLot,
	findLot,
	findLotByCode,
	type OwnShipment,
	shipmentsToReader,
} from './provenance.queries.server.ts'
import { readCode } from './read-code.model.ts'

/** What a person of the portal finds beside what the public sees. */
export type PortalLookUp = {
	lot: FoundLot
	/** Shipped to the reader's own company; null for the tenant's own people. */
	shipped: OwnShipment[] | null
	/** What the reader may download of it. */
	documents: { rows: DocumentRow[]; all: number }
	internal: boolean
}

export type PortalLookUpResult =
	| { kind: 'found'; found: PortalLookUp }
	| { kind: 'elsewhere'; gtin: string; lot: string | null }
	| { kind: 'nothing' }
	| { kind: 'mistyped' }

/**
 * Looks a code up for a person of the portal: a lot code alone is enough here, among the lots that they may see. A
 * product code whose lot is not theirs is `elsewhere`: the public page may know it.
 */
export async function lookUpInPortal(ctx: Context, code: string, lot: string): Promise<PortalLookUpResult> {
	const read = readCode(code, lot, ctx.now)
	if (read.kind === 'mistyped' || read.kind === 'empty') return { kind: 'mistyped' }
	const found = await find(ctx, read)
	if (!found)
		return read.kind === 'product' ? { kind: 'elsewhere', gtin: read.gtin, lot: read.lot } : { kind: 'nothing' }
	const partyId = partyOf(ctx.actor)
	return {
		kind: 'found',
		found: {
			lot: found,
			shipped: partyId ? await shipmentsToReader(ctx, found.id, partyId) : null,
			documents: await documentsOfLot(ctx, found.id),
			internal: partyId === null,
		},
	}
}

async function find(ctx: Context, read: ReturnType<typeof readCode>): Promise<FoundLot | null> {
	if (read.kind === 'product') return read.lot ? findLot(ctx, { gtin: read.gtin, lot: read.lot }) : null
	if (read.kind === 'text') return findLotByCode(ctx, read.text)
	return read.kind === 'other-agency' && read.lot ? findLotByCode(ctx, read.lot) : null
}
