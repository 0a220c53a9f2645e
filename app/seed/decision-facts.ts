import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { CompanyIndex } from './company-index.ts'
import type { DemoCalendar } from './demo-calendar.ts'
import type { Story } from './story/story.ts'
import type { StoryEventLot, StoryLine, StoryLot, StoryOrder, StoryShipment } from './story/story-types.ts'

const amount = (value: { toFixed: () => string } | null, unit: string) =>
	value ? { value: value.toFixed(), unit } : null

/** The groups `lot` and `item`, as the lot stood in a state and was neither held nor recalled. */
function lotFacts(lot: StoryLot, status: string): FactTree {
	return {
		lotData: { complete: true },
		lot: {
			code: lot.code,
			supplierLot: lot.supplierLot,
			heat: lot.attributes.heat ?? null,
			revision: lot.item.revision,
			status,
			onHold: false,
			recalled: false,
			manufacturedOn: lot.manufacturedOn,
			expiresOn: lot.expiresOn,
			...(lot.expiresOn ? {} : { expires: false }),
			quantity: amount(lot.quantity, lot.item.unit),
			onHand: amount(lot.onHand, lot.item.unit),
		},
		item: {
			sku: lot.item.sku,
			kind: lot.item.kind,
			active: true,
			certificateRequired: lot.item.certificate ?? false,
			shelfLifeDays: lot.item.shelfLifeDays ?? null,
			hasMinimumShelfLife: false,
		},
	}
}

/** What `receiving_match` looks at for one line of a delivery. */
export function receiptFacts(story: Story, shipment: StoryShipment, line: StoryLine): FactTree {
	const { company } = story.index
	const party = company.parties.find((one) => story.index.party(one.code).id === shipment.party)
	const approval = company.approvals.find((one) => one.party === party?.code && one.sku === line.lot.item.sku)
	const certificate = story.documents.find((document) => document.lots.includes(line.lot))
	return {
		...lotFacts(line.lot, 'announced'),
		supplier: {
			code: party?.code ?? null,
			name: party?.name[0] ?? null,
			active: party?.active ?? true,
			country: party?.country ?? null,
		},
		supplierItem: {
			status: approval ? (approval.status ?? 'approved') : 'none',
			qualification: approval?.status === 'conditional' ? 'conditional' : 'approved',
			...untilFacts(story.calendar, approval?.validDays),
		},
		certificate: certificate
			? {
					present: true,
					number: certificate.number,
					kind: certificate.kind,
					issuedOn: certificate.issuedOn,
					validUntil: certificate.validUntil,
					namesLot: true,
					...(certificate.validUntil ? {} : { expires: false }),
				}
			: { present: false },
		shipmentLine: {
			expectedSku: line.item.sku,
			expectedRevision: line.revision,
			...(line.revision ? {} : { revisionOrdered: false }),
			quantity: amount(line.quantity, line.item.unit),
			countedQuantity: amount(line.counted, line.item.unit),
		},
	}
}

const untilFacts = (calendar: DemoCalendar, days: number | undefined) =>
	days === undefined ? { validUntil: null, expires: false } : { validUntil: calendar.day(days) }

/** What `release_gate` looks at, at a moment. */
export function releaseFacts(story: Story, index: CompanyIndex, lot: StoryLot, at: Date): FactTree {
	const required = index.specifications(lot.item.sku).filter((one) => one.required ?? true)
	const results = story.results.filter((result) => result.lot === lot && result.testedAt <= at)
	const missing = required.filter((one) => !results.some((result) => result.specification.test === one.test))
	const open = story.deviations.filter(
		(deviation) => deviation.lot === lot && deviation.at <= at && (deviation.closed?.at ?? at) >= at,
	)
	const papers = story.documents.filter((document) => document.lots.includes(lot) && document.at <= at)
	const inputs = story.links.filter((link) => link.child === lot)
	const needed = lot.item.certificate ? 1 : 0
	return {
		...lotFacts(lot, 'pending_release'),
		results: {
			requiredCount: required.length,
			missingCount: missing.length,
			failedCount: results.filter((result) => result.verdict === 'fail').length,
			undecidedCount: 0,
		},
		deviations: { openCount: open.length, openCriticalCount: open.filter((one) => one.severity === 'critical').length },
		documents: { requiredCount: needed, missingCount: Math.max(0, needed - papers.length), expiredCount: 0 },
		genealogy: {
			inputCount: inputs.length,
			unacceptableInputCount: 0,
			inputQuantity: amount(lot.quantity, lot.item.unit),
			accountedQuantity: amount(lot.quantity, lot.item.unit),
		},
	}
}

/** What `shipment_gate` looks at for a lot on its way to a customer. */
export function shipmentFacts(story: Story, shipment: StoryShipment, lot: StoryLot): FactTree {
	const party = story.index.company.parties.find((one) => story.index.party(one.code).id === shipment.party)
	return {
		...lotFacts(lot, 'released'),
		market: { allowed: true },
		customer: {
			code: party?.code ?? null,
			name: party?.name[0] ?? null,
			active: true,
			country: party?.country ?? null,
			unansweredRecallCount: 0,
		},
	}
}

/** What `lot_hold` looks at. */
export function holdFacts(story: Story, index: CompanyIndex, lot: StoryLot, at: Date): FactTree {
	const { results, deviations, ...others } = releaseFacts(story, index, lot, at) as Record<
		string,
		Record<string, unknown>
	>
	return { lot: others.lot, item: others.item, results, deviations }
}

/** What `line_match` looks at when a lot is scanned for an order. */
export function consumptionFacts(order: StoryOrder, { lot, quantity }: StoryEventLot): FactTree {
	const { unit } = lot.item
	const facts = lotFacts(lot, 'released')
	return {
		...facts,
		lot: { ...(facts.lot as Record<string, unknown>), onHand: amount(lot.onHand.plus(quantity), unit) },
		order: {
			number: order.number,
			sku: order.item.sku,
			revision: order.item.revision,
			status: 'running',
			line: order.line,
		},
		material: { revisionCurrent: true },
		supplierItem: { status: lot.supplier ? 'approved' : 'none', qualification: lot.supplier ? 'approved' : 'none' },
		line: { clear: true },
		component: {
			inRevision: true,
			requiredQuantity: amount(quantity.times(5).dividedBy(2), unit),
			issuedQuantity: { value: '0', unit },
			requestedQuantity: amount(quantity, unit),
		},
	}
}
