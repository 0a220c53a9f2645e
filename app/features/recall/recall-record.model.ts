import type { LocalizedText } from '#app/core/localized.ts'
import type { RecallClass, ScopeKind } from './recall.model.ts'

/** The columns of a recall that permissions look at and signatures cover. */
export type RecallRecord = {
	id: string
	number: string
	title: string
	recallClass: RecallClass
	reason: string
	instructions: LocalizedText
	seedLotIds: string[]
	scopeKind: ScopeKind
	status: string
	version: number
}

/** Picks them from a recall however it was loaded, so that every door decides on and signs the same. */
export function recallRecord(recall: RecallRecord): RecallRecord {
	const { id, number, title, recallClass, reason, instructions, seedLotIds, scopeKind, status, version } = recall
	return {
		id,
		number,
		title,
		recallClass,
		reason,
		instructions,
		seedLotIds: [...seedLotIds],
		scopeKind,
		status,
		version,
	}
}
