import { Decimal } from 'decimal.js'
import { newId } from '#app/core/ids.ts'
import type { EventKind, LinkKind } from '#app/features/genealogy/genealogy.model.ts'
import { shareQuantities } from '#app/features/genealogy/share-quantity.model.ts'
import { counterOf, partsOf, renderCode } from '#app/features/lot-codes/render-code.ts'
import type { LotAttributes } from '#app/features/lots/lot.model.ts'
import type { WorkflowDefinition } from '#app/features/workflow/workflow.schema.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import type { RecordKind } from '#app/features/workflow/workflow-subjects.model.ts'
import type { CompanyIndex, IndexedItem } from '../company-index.ts'
import type { DemoCalendar } from '../demo-calendar.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { StoryCase } from './cases.ts'
import type {
	By,
	StoryApproval,
	StoryDeviation,
	StoryDocument,
	StoryEvent,
	StoryHold,
	StoryLink,
	StoryLot,
	StoryNotice,
	StoryOrder,
	StoryRecall,
	StoryRecord,
	StoryResult,
	StoryShipment,
} from './story-types.ts'

export type NewStoryLot = {
	sku: string
	code?: string
	at: Date
	by: By
	state: 'announced' | 'quarantine' | 'in_production'
	/** What is announced or here at once; nothing of a lot that is being made. */
	quantity?: Decimal.Value
	made?: string | null
	expires?: string | null
	supplier?: string | null
	supplierLot?: string | null
	site?: string | null
	orderId?: string | null
	attributes?: LotAttributes
}

/** Kinds whose outputs were counted into the size of the lot before. */
const KEEPS_SIZE: ReadonlySet<EventKind> = new Set(['register', 'receive', 'return', 'adjust'])

export type MoveOptions = { reason?: string; sign?: string; approvals?: readonly StoryApproval[] }

/**
 * What has happened in a company, told in order and kept in memory, then written in bulk. It keeps the books: a lot has
 * on hand what events put in less what they took out, never less than nothing, and moves only along its workflow.
 */
export class Story {
	readonly lots: StoryLot[] = []
	readonly events: StoryEvent[] = []
	readonly links: StoryLink[] = []
	readonly orders: StoryOrder[] = []
	readonly results: StoryResult[] = []
	readonly holds: StoryHold[] = []
	readonly deviations: StoryDeviation[] = []
	readonly cases: StoryCase[] = []
	readonly documents: StoryDocument[] = []
	readonly shipments: StoryShipment[] = []
	readonly recalls: StoryRecall[] = []
	readonly notices: StoryNotice[] = []
	readonly sequences = new Map<string, number>()
	readonly index: CompanyIndex
	readonly calendar: DemoCalendar
	readonly random: SeededRandom
	readonly #workflows: Record<RecordKind, WorkflowDefinition>

	constructor(
		index: CompanyIndex,
		calendar: DemoCalendar,
		random: SeededRandom,
		workflows: Record<RecordKind, WorkflowDefinition>,
	) {
		this.index = index
		this.calendar = calendar
		this.random = random
		this.#workflows = workflows
	}

	/** The next code by a pattern, counted as the portal counts. */
	nextCode(scope: string, pattern: string, day: string, sku?: string): string {
		const parts = partsOf(pattern)
		const values = { date: day, sku }
		const key = `${scope}:${counterOf(parts, values)}`
		const number = (this.sequences.get(key) ?? 0) + 1
		this.sequences.set(key, number)
		return renderCode(parts, values, number)
	}

	register(given: NewStoryLot): StoryLot {
		const item = this.index.item(given.sku)
		const code = given.code ?? this.nextCode('lot', item.code, given.made ?? this.calendar.today, item.sku)
		const amount = new Decimal(given.quantity ?? 0)
		const here = given.state === 'quarantine'
		const lot: StoryLot = {
			...this.start('lot', code, given.state, given.at, given.by),
			kind: 'lot',
			code,
			item,
			quantity: amount,
			onHand: new Decimal(0),
			registeredAt: given.at,
			manufacturedOn: given.made ?? null,
			expiresOn: given.expires ?? this.#expiry(item, given.made),
			supplier: given.supplier ?? null,
			supplierLot: given.supplierLot ?? null,
			site: given.site ?? null,
			orderId: given.orderId ?? null,
			attributes: given.attributes ?? {},
		}
		this.lots.push(lot)
		if (given.state !== 'in_production') {
			this.event('register', given.at, given.by, [{ lot, role: here ? 'output' : 'subject', quantity: amount }], {
				site: lot.site,
				party: lot.supplier,
			})
		}
		return lot
	}

	#expiry(item: IndexedItem, made: string | null | undefined): string | null {
		if (!item.shelfLifeDays || !made) return null
		return new Date(Date.parse(made) + item.shelfLifeDays * 86_400_000).toISOString().slice(0, 10)
	}

	/** Begins the path of a record in a state of its workflow. */
	start(kind: RecordKind, label: string, state: string, at: Date, by: By): StoryRecord {
		if (!indexOf(this.#workflows[kind]).states.has(state)) throw new Error(`${kind} has no state ${state}`)
		return {
			kind,
			id: newId(),
			label,
			state,
			steps: [{ transition: 'start', from: null, to: state, at, by, reason: null, signature: null, decisionIds: [] }],
		}
	}

	/** Moves a record along its workflow. @throws where the workflow has no such step from where the record stands. */
	move(record: StoryRecord, transition: string, at: Date, by: By, options: MoveOptions = {}): void {
		const definition = indexOf(this.#workflows[record.kind]).transitions.get(transition)
		if (!definition?.from.includes(record.state))
			throw new Error(`${record.label} cannot ${transition} from ${record.state}`)
		const last = record.steps.at(-1)?.at ?? at
		const sign = () => (definition.signature ? { id: newId(), meaning: definition.signature.meaning } : null)
		const signature = sign()
		const reason = options.reason ?? options.sign ?? null
		if (signature && !reason) throw new Error(`${transition} of ${record.label} is signed and needs a reason`)
		record.steps.push({
			transition,
			from: record.state,
			to: definition.to,
			at: at < last ? last : at,
			by,
			reason,
			signature,
			decisionIds: [],
			approvals: (options.approvals ?? []).map((given) => ({ ...given, signature: sign() })),
		})
		record.state = definition.to
	}

	categoryOf(record: StoryRecord): string {
		return indexOf(this.#workflows[record.kind]).states.get(record.state)?.category ?? ''
	}

	definitionOf(kind: RecordKind): WorkflowDefinition {
		return this.#workflows[kind]
	}

	/** Something that happened; outputs go into stock, inputs come out of it. @throws when more is taken than is there. */
	event(
		kind: EventKind,
		at: Date,
		by: By,
		lots: StoryEvent['lots'],
		more: Partial<Omit<StoryEvent, 'id' | 'kind' | 'at' | 'by' | 'lots'>> = {},
	): StoryEvent {
		for (const { lot, role, quantity } of lots) {
			if (role === 'output') lot.onHand = lot.onHand.plus(quantity)
			if (role === 'input') lot.onHand = lot.onHand.minus(quantity)
			if (lot.onHand.isNegative()) throw new Error(`${lot.code} has less than ${quantity.toFixed()} on hand`)
			if (role === 'output' && !KEEPS_SIZE.has(kind)) lot.quantity = lot.quantity.plus(quantity)
		}
		const event: StoryEvent = { id: newId(), kind, at, by, lots, ...more }
		this.events.push(event)
		return event
	}

	/** Makes lots of others: takes the inputs, puts in the outputs, links every input to every output by its share. */
	transform(
		kind: (EventKind & LinkKind) | 'produce',
		at: Date,
		by: By,
		io: { inputs: { lot: StoryLot; quantity: Decimal }[]; outputs: { lot: StoryLot; quantity: Decimal }[] },
		more: Parameters<Story['event']>[4] = {},
	): StoryEvent {
		const { inputs, outputs } = io
		const event = this.event(
			kind,
			at,
			by,
			[
				...inputs.map((one) => ({ ...one, role: 'input' as const })),
				...outputs.map((one) => ({ ...one, role: 'output' as const })),
			],
			more,
		)
		const shares = shareQuantities(
			inputs.map(({ lot, quantity }) => ({ value: quantity.toFixed(), unit: lot.item.unit })),
			outputs.map(({ lot, quantity }) => ({ value: quantity.toFixed(), unit: lot.item.unit })),
		)
		for (const share of shares) {
			const parent = inputs[share.input]?.lot
			const child = outputs[share.output]?.lot
			if (parent && child)
				this.links.push({
					parent,
					child,
					kind: kind === 'produce' ? 'consume' : kind,
					event,
					quantity: new Decimal(share.quantity),
				})
		}
		return event
	}

	/** Every lot made of these, near or far, with how many steps away; the given ones at 0. */
	descendants(of: readonly StoryLot[]): Map<StoryLot, number> {
		const depths = new Map(of.map((lot) => [lot, 0]))
		for (const [lot, depth] of depths) {
			for (const link of this.links) {
				// A map's iterator also visits what is added on the way.
				if (link.parent === lot && !depths.has(link.child)) depths.set(link.child, depth + 1)
			}
		}
		return depths
	}

	/** Closes the path of lots that are used up or all shipped, at the time of the last event that took from them. */
	settleStock(): void {
		for (const lot of this.lots) {
			if (lot.state !== 'released' || !lot.onHand.isZero()) continue
			const taken = this.events.filter((event) => event.lots.some((one) => one.lot === lot && one.role === 'input'))
			const last = taken.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
			if (last) this.move(lot, last.kind === 'ship' ? 'ship' : 'consume', last.at, 'system')
		}
	}

	lot(code: string): StoryLot {
		const lot = this.lots.find((one) => one.code === code)
		if (!lot) throw new Error(`The story has no lot ${code}`)
		return lot
	}
}
