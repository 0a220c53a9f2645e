import type { Decimal } from 'decimal.js'
import type { LocalizedText } from '#app/core/localized.ts'
import type { DocumentKind, Visibility } from '#app/features/documents/document.model.ts'
import type { EventKind, EventLotRole, LinkKind, ProcessParameters } from '#app/features/genealogy/genealogy.model.ts'
import type { LotAttributes } from '#app/features/lots/lot.model.ts'
import type { Severity, Verdict } from '#app/features/quality/quality.model.ts'
import type { NoticeStatus, RecallAnswer, RecallClass } from '#app/features/recall/recall.model.ts'
import type { RecordKind } from '#app/features/workflow/workflow-subjects.model.ts'
import type { IndexedItem, IndexedSpecification } from '../company-index.ts'

/** Who did it: the part of an address before the at sign, or `system`. */
export type By = string

/** One step of a record through its workflow. */
export type StoryStep = {
	transition: string
	from: string | null
	to: string
	at: Date
	by: By
	reason: string | null
	signature: { id: string; meaning: string } | null
	decisionIds: string[]
	/** Approvals of others that were there when it was taken. */
	approvals?: readonly GivenStoryApproval[]
}

/** Somebody's approval of a step that somebody else then took. */
export type StoryApproval = { by: By; at: Date; note: string }

/** As it was given: signed where the step is. */
export type GivenStoryApproval = StoryApproval & { signature: StoryStep['signature'] }

/** A record that moves through a workflow, with the path that it took. */
export type StoryRecord = { kind: RecordKind; id: string; label: string; state: string; steps: StoryStep[] }

export type StoryLot = StoryRecord & {
	kind: 'lot'
	code: string
	item: IndexedItem
	/** All that was ever made or received of it, and what is left. */
	quantity: Decimal
	onHand: Decimal
	registeredAt: Date
	manufacturedOn: string | null
	expiresOn: string | null
	supplier: string | null
	supplierLot: string | null
	site: string | null
	orderId: string | null
	attributes: LotAttributes
}

export type StoryEventLot = { lot: StoryLot; role: EventLotRole; quantity: Decimal }
export type StoryEvent = {
	id: string
	kind: EventKind
	at: Date
	by: By
	lots: StoryEventLot[]
	site?: string | null
	orderId?: string | null
	shipmentId?: string | null
	party?: string | null
	step?: string | null
	equipment?: string | null
	startedAt?: Date | null
	finishedAt?: Date | null
	reference?: string | null
	parameters?: ProcessParameters | null
	note?: string | null
	decisionId?: string | null
}
export type StoryLink = { parent: StoryLot; child: StoryLot; kind: LinkKind; event: StoryEvent; quantity: Decimal }

export type StoryOrder = {
	id: string
	number: string
	item: IndexedItem
	site: string
	line: string
	planned: Decimal
	status: 'planned' | 'released' | 'running' | 'paused' | 'finished'
	/** When and why it stands still. */
	paused?: { at: Date; reason: string }
	dueOn: string
	createdAt: Date
	startedAt: Date | null
	finishedAt: Date | null
}

export type StoryResult = {
	lot: StoryLot
	specification: IndexedSpecification
	value: string | null
	reported: string
	verdict: Verdict
	testedAt: Date
	by: By
	source: 'person' | 'file' | 'certificate'
}

export type StoryHold = {
	number: string
	lot: StoryLot
	reason: string
	/** The reason in both languages, where a rule found it. */
	words: LocalizedText | null
	source: 'person' | 'rule' | 'recall'
	by: By
	at: Date
	lifted: { by: By; at: Date; reason: string } | null
}

export type StoryDeviation = {
	record: StoryRecord
	lot: StoryLot
	title: string
	severity: Severity
	by: By
	at: Date
	closed: { by: By; at: Date; conclusion: string } | null
}

export type StoryDocument = {
	kind: DocumentKind
	number: string
	title: string
	party: string | null
	issuedOn: string
	validUntil: string | null
	visibility: Visibility
	by: By
	at: Date
	lots: StoryLot[]
	/** Lines of the file, besides title, number and lots. */
	text: string[]
}

export type StoryLine = {
	id: string
	lot: StoryLot
	item: IndexedItem
	revision: string | null
	quantity: Decimal
	counted: Decimal | null
	status: 'pending' | 'received' | 'held' | 'returned' | 'shipped'
	decisionId: string | null
	decidedAt: Date | null
}
export type StoryShipment = {
	id: string
	direction: 'inbound' | 'outbound'
	number: string
	party: string
	site: string
	reference: string
	carrier: string
	announcedAt: Date
	expectedOn: string
	shippedAt: Date | null
	arrivedAt: Date | null
	lines: StoryLine[]
	/** Inbound ones have a workflow; of the others state and category are facts. */
	record: StoryRecord | null
}

export type StoryRecallNotice = {
	id: string
	party: string
	email: string
	status: NoticeStatus
	sentAt: Date | null
	openedAt: Date | null
	answeredAt: Date | null
	answeredBy: string | null
	comment: string | null
	reminders: number
	lots: { lot: StoryLot; shipped: Decimal; answer: RecallAnswer | null }[]
}

export type StoryRecall = {
	record: StoryRecord
	number: string
	title: string
	recallClass: RecallClass
	reason: string
	instructions: LocalizedText
	seeds: StoryLot[]
	scope: { lot: StoryLot; depth: number; stateBefore: string; onHand: Decimal; shipped: Decimal }[]
	traceMs: number
	openedAt: Date
	notifiedAt: Date
	reportDueAt: Date
	closedAt: Date | null
	notices: StoryRecallNotice[]
}

/** A notice inside the portal to one person. */
export type StoryNotice = { to: By; title: LocalizedText; href: string; at: Date; read: boolean }
