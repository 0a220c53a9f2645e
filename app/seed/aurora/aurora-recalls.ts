import { openDeviation } from '../story/incidents.ts'
import { recordResults } from '../story/judge.ts'
import { closeRecall, openRecall } from '../story/recall.ts'
import type { Story } from '../story/story.ts'
import type { MadeOfHeat } from './aurora-story.ts'

/** The recall that is over: cartons of one stent lot with a wrong expiry date. */
export function tellClosedRecall(story: Story): void {
	const lot = story.lots.find((one) => one.item.sku === '1145350-28' && one.state === 'shipped')
	if (!lot) throw new Error('No stent lot has been shipped')
	const { calendar } = story
	const sent = story.shipments.filter((shipment) => shipment.lines.some((line) => line.lot === lot))
	const last = Math.max(...sent.map((shipment) => shipment.shippedAt?.getTime() ?? 0))
	const dayOf = Math.round((last - calendar.ahead(0, '14:20').getTime()) / 86_400_000)
	const recall = openRecall(story, {
		seeds: [lot],
		title: 'XIENCE ALPINE, expiry date on the unit carton',
		recallClass: 'III',
		reason: 'The unit carton shows an expiry date one year too late. The pouch inside shows the right one.',
		instructions: {
			en: 'Use the date on the pouch. Set cartons of this lot aside and send them back to us for new labels.',
			'zh-CN': '请以透析袋上的日期为准。将本批次的包装盒单独存放，并寄回我司更换标签。',
		},
		openedAt: calendar.at(dayOf + 4, '10:15'),
		notifiedAt: calendar.at(dayOf + 4, '10:31'),
		traceMs: 41,
		signed: 'Scope checked against the genealogy and the shipments of this lot',
		reactions: Object.fromEntries(
			sent.map((shipment, place) => {
				const party = story.index.company.parties.find((one) => story.index.party(one.code).id === shipment.party)
				return [
					party?.code ?? '',
					{
						status: 'answered' as const,
						opened: 2 + place * 5,
						answered: 9 + place * 20,
						by: 'Materials management',
						shares: { returned: 70, quarantined: 0, used: 24, destroyed: 6 },
					},
				]
			}),
		),
	})
	closeRecall(story, recall, {
		reconciledAt: calendar.at(dayOf + 12, '14:00'),
		closedAt: calendar.at(dayOf + 17, '16:20'),
		signed: 'All consignees answered, returned cartons destroyed, effectiveness checked with two',
	})
}

/** The recall that is open: titanium that is too weak, and everything made of it. */
export function tellOpenRecall(story: Story, heat: MadeOfHeat): void {
	const { calendar } = story
	recordResults(story, heat.heat, calendar.at(-2, '11:10'), 'quality', { tensile: '848', oxygen: '0.121' })
	openDeviation(story, {
		lot: heat.heat,
		title: 'Tensile strength of a retained sample below the limit, heat T7741',
		severity: 'critical',
		at: calendar.at(-2, '13:30'),
		by: 'quality',
	})
	openRecall(story, {
		seeds: [heat.heat],
		title: 'Spinal rods and pedicle screws, titanium heat T7741',
		recallClass: 'II',
		reason:
			'Tensile strength of the titanium heat used was below specification. All lots of rods and screws from this heat are recalled.',
		instructions: {
			en: 'Keep the product sealed, set it aside, and tell us how many you have. Already implanted? Talk to the treating surgeon; no removal is advised for now.',
			'zh-CN': '请保持包装完好，单独存放，并告诉我们数量。如已植入，请咨询主治医生；目前不建议取出。',
		},
		openedAt: calendar.at(-1, '09:30'),
		notifiedAt: calendar.at(-1, '09:52'),
		traceMs: 38,
		signed: 'Scope confirmed with quality: heat T7741 and everything made of it',
		reactions: {
			'C-118': {
				status: 'answered',
				opened: 0.5,
				answered: 1.2,
				by: 'Shen Hui 沈慧',
				comment: '已全部隔离，等待取货。',
				shares: { returned: 0, quarantined: 100, used: 0, destroyed: 0 },
			},
			'C-121': {
				status: 'answered',
				opened: 1.4,
				answered: 3.6,
				by: 'Jiang Wei 江伟',
				shares: { returned: 100, quarantined: 0, used: 0, destroyed: 0 },
			},
			'C-240': {
				status: 'partial',
				opened: 2,
				answered: 6.5,
				by: 'M. Fontaine',
				comment: 'Second warehouse answers on Monday.',
				shares: { returned: 20, quarantined: 30, used: 10, destroyed: 0 },
			},
			'C-204': { status: 'opened', opened: 5, reminders: 1 },
			'C-233': { status: 'sent' },
			'C-207': { status: 'sent', reminders: 1 },
			'C-251': { status: 'failed' },
		},
	})
}
