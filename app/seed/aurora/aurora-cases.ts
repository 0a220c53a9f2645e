import { tellCase } from '../story/cases.ts'
import type { Story } from '../story/story.ts'
import type { StoryLot } from '../story/story-types.ts'

const CUSTOMER = 'C-233'
const SUPPLIER = 'S-1042'

/** What followed from deviations and complaints, what is to change, and what goes back. Told last. */
export function tellCases(story: Story): void {
	tellCapas(story)
	tellChanges(story)
	tellComplaints(story)
	tellReturns(story)
}

const about = (lot: StoryLot) => ({ type: 'lot' as const, id: lot.id, role: 'about' as const })

function tellCapas(story: Story): void {
	const { calendar } = story
	const [first, second] = story.deviations.filter((deviation) => deviation.closed)
	if (first)
		tellCase(story, {
			kind: 'capa',
			title: 'Aeration cycles end early',
			description: 'The timer of chamber 2 was reset by hand during cleaning. It happened twice within a quarter.',
			topic: 'deviation',
			severity: 'major',
			at: calendar.at(-70, '09:10'),
			by: 'quality',
			responsible: 'quality',
			dueOn: calendar.day(-20),
			texts: {
				cause: 'The reset button of the timer is within reach of whoever cleans the chamber.',
				conclusion: 'Button covered; the cycle now reports its end to the batch record.',
				effectivenessCheck: 'No cycle shorter than specified within 40 cycles.',
				effectivenessResult: '44 cycles, none shorter than specified.',
			},
			links: [{ type: 'deviation', id: first.record.id, role: 'origin' }, about(first.lot)],
			measures: [
				{
					title: 'Cover the reset button of chambers 1 to 4',
					owner: 'operator',
					dueOn: calendar.day(-55),
					done: { at: calendar.at(-58, '15:20'), note: 'Covers fitted on all four chambers.' },
				},
			],
			steps: [
				['investigate', calendar.at(-69, '10:00'), 'quality'],
				['submit_plan', calendar.at(-66, '16:30'), 'quality'],
				['approve_plan', calendar.at(-65, '09:15'), 'quality2', 'Cause and measures fit'],
				['complete', calendar.at(-57, '11:00'), 'operator'],
				['submit_check', calendar.at(-22, '14:00'), 'quality'],
				['close', calendar.at(-21, '10:30'), 'quality2', '44 cycles looked at'],
			],
		})
	const heat = story.deviations.find((deviation) => deviation.lot.code === 'B7745-02') ?? second
	tellCase(story, {
		kind: 'capa',
		title: 'Heat numbers on labels differ from certificates',
		description:
			'Third label this year with a heat number that is not the one of the certificate. The supplier prints labels from its planning.',
		topic: 'deviation',
		severity: 'major',
		at: calendar.at(-5, '11:30'),
		by: 'quality',
		responsible: 'quality',
		dueOn: calendar.day(25),
		texts: {
			cause: 'Labels are printed before the heat is assigned.',
			effectivenessCheck: 'Ten deliveries in a row without a difference.',
		},
		links: heat ? [{ type: 'deviation', id: heat.record.id, role: 'origin' }, about(heat.lot)] : [],
		measures: [
			{ title: 'Ask Beiling for labels printed after melting', owner: 'quality', dueOn: calendar.day(6) },
			{ title: 'Scan label and certificate together at receiving', owner: 'receiving', dueOn: calendar.day(-1) },
		],
		steps: [
			['investigate', calendar.at(-4, '09:00'), 'quality'],
			['submit_plan', calendar.at(-2, '15:45'), 'quality'],
		],
	})
}

function tellChanges(story: Story): void {
	const { calendar } = story
	const item = story.index.item('SCREW-FIN-65')
	tellCase(story, {
		kind: 'change',
		title: 'Screws passivated with citric acid',
		description: 'Citric acid takes the place of nitric acid in passivation; everything else of drawing B stays.',
		topic: 'item_revision',
		at: calendar.at(-230, '10:00'),
		by: 'operator',
		responsible: 'quality',
		texts: {
			cause: 'Safer at the bath, the same corrosion resistance.',
			conclusion: 'Bath 2, its cleaning plan, and the recipe of the finished screw.',
			effectiveOn: calendar.day(-210),
			effectivenessResult: 'Corrosion test passed on 20 lots.',
		},
		change: {
			itemId: item.id,
			before: 'A',
			after: 'B',
			lines: [{ what: 'Passivation bath', before: 'Nitric acid 25 %, 40 °C', after: 'Citric acid 6 %, 60 °C' }],
			procedures: [],
		},
		links: [{ type: 'item', id: item.id, role: 'about' }],
		steps: [
			['submit', calendar.at(-226, '09:30'), 'operator'],
			[
				'approve',
				calendar.at(-221, '14:00'),
				'admin',
				'Validation report read',
				[{ by: 'quality2', at: calendar.at(-222, '10:20'), note: 'Corrosion data looked at' }],
			],
			['take_effect', calendar.at(-210, '08:00'), 'quality', 'People at the line are trained'],
			['close', calendar.at(-120, '16:00'), 'quality2', 'Twenty lots looked at'],
		],
	})
	tellCase(story, {
		kind: 'change',
		title: 'Scan speed of the packing camera',
		description: 'The camera misses codes at full speed. It is to run slower, with a second picture of each tray.',
		topic: 'parameter',
		at: calendar.at(-6, '13:40'),
		by: 'operator',
		responsible: 'quality',
		dueOn: calendar.day(14),
		texts: {
			cause: 'Three trays of 480 were read twice.',
			conclusion: 'Packing line 1 only; 6 % fewer trays an hour.',
		},
		change: {
			lines: [
				{ what: 'Trays a minute', before: '20', after: '15' },
				{ what: 'Pictures of a tray', before: '1', after: '2' },
			],
			procedures: [],
		},
		links: [],
		measures: [{ title: 'Change the settings of camera 1', owner: 'operator', dueOn: calendar.day(7) }],
		steps: [['submit', calendar.at(-3, '10:20'), 'operator']],
	})
}

function tellComplaints(story: Story): void {
	const { calendar } = story
	const party = story.index.party(CUSTOMER)
	const sent = story.shipments.filter((shipment) => shipment.party === CUSTOMER || shipment.party === party.id)
	const lots = sent.flatMap((shipment) => shipment.lines.map((line) => line.lot))
	const [first] = lots
	const last = lots.at(-1)
	tellCase(story, {
		kind: 'complaint',
		title: 'Label hard to read',
		description: 'The expiry date on two boxes was smeared. 两盒有效期字迹模糊。',
		topic: 'labelling',
		severity: 'minor',
		partyId: party.id,
		at: calendar.at(-40, '14:15'),
		by: 'customer',
		texts: {
			cause: 'Print head of label printer 3 worn.',
			conclusion: 'The print head was exchanged, the boxes were replaced free of charge. 已更换打印头并免费换货。',
		},
		links: first ? [about(first)] : [],
		steps: [
			['investigate', calendar.at(-40, '16:00'), 'quality'],
			['submit', calendar.at(-37, '11:00'), 'quality'],
			['close', calendar.at(-36, '09:40'), 'quality2', 'Answer is complete'],
		],
	})
	tellCase(story, {
		kind: 'complaint',
		title: '外包装破损 Outer box torn',
		description:
			'到货时外箱一角破损，内包装完好，请确认可否使用。The corner of the outer box was torn on arrival; the inner pack is whole.',
		topic: 'packaging',
		severity: 'minor',
		partyId: party.id,
		at: calendar.at(-1, '10:05'),
		by: 'customer',
		links: last ? [about(last)] : [],
		steps: [['investigate', calendar.at(-1, '13:30'), 'quality']],
	})
}

function tellReturns(story: Story): void {
	const { calendar } = story
	const party = story.index.party(SUPPLIER)
	const lot = story.lot('B7745-02')
	tellCase(story, {
		kind: 'return',
		title: 'Bars with a foreign heat number',
		description: 'The label says another heat than the certificate; the bars cannot be traced to their melt.',
		topic: 'to_supplier',
		partyId: party.id,
		at: calendar.at(-4, '15:00'),
		by: 'receiving',
		responsible: 'receiving',
		dueOn: calendar.day(5),
		links: [
			{ ...about(lot), quantity: lot.onHand.toString(), unit: lot.item.unit },
			{ type: 'party', id: party.id, role: 'about' },
		],
		steps: [['agree', calendar.at(-3, '09:10'), 'quality', 'Not traceable, goes back']],
	})
}
