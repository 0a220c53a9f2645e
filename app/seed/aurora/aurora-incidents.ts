import { liftHold, openDeviation, putOnHold } from '../story/incidents.ts'
import type { Story } from '../story/story.ts'
import type { StoryLot } from '../story/story-types.ts'

const newest = (story: Story, sku: string, state: string, place = 0): StoryLot => {
	const lots = story.lots.filter((lot) => lot.item.sku === sku && lot.state === state)
	const lot = lots.at(-1 - place)
	if (!lot) throw new Error(`No ${sku} is ${state}`)
	return lot
}

/** What went wrong and what became of it. Told after everything was made and before anything is recalled. */
export function tellIncidents(story: Story): void {
	tellWeakRods(story)
	tellHolds(story)
	tellDeviations(story)
}

function tellWeakRods(story: Story): void {
	const { calendar } = story
	const rods = story.results.find((result) => result.verdict === 'fail')?.lot
	if (!rods) throw new Error('No rods are too weak')
	putOnHold(story, rods, {
		at: calendar.at(-1, '16:42'),
		by: 'system',
		reason: 'Results out of specification: 1. Quality decides what follows.',
		words: {
			en: 'Results out of specification: 1. Quality decides what follows.',
			'zh-CN': '有 1 项结果不合格，由质量部门决定后续处理。',
		},
	})
	openDeviation(story, {
		lot: rods,
		title: 'Tensile strength 848 MPa, at least 860 needed',
		severity: 'major',
		at: calendar.at(-1, '16:55'),
		by: 'quality',
	})
	story.notices.push(
		{
			to: 'quality',
			title: { en: `${rods.code} was put on hold`, 'zh-CN': `${rods.code} 已冻结` },
			href: `/lots/${rods.id}`,
			at: calendar.at(-1, '16:42'),
			read: false,
		},
		{
			to: 'quality2',
			title: { en: `${rods.code} was put on hold`, 'zh-CN': `${rods.code} 已冻结` },
			href: `/lots/${rods.id}`,
			at: calendar.at(-1, '16:42'),
			read: true,
		},
	)
}

function tellHolds(story: Story): void {
	const { calendar } = story
	const pouches = newest(story, 'POUCH-TYVEK-150', 'released')
	putOnHold(story, pouches, {
		at: calendar.at(-4, '11:20'),
		by: 'quality',
		reason: 'Seal strength of two packs near the limit, supplier asked',
	})
	const bar = story.lot('B7745-02')
	putOnHold(story, bar, {
		at: calendar.at(-6, '09:15'),
		by: 'receiving',
		reason: 'Label shows heat T7754, certificate shows T7745',
	})
	const plates = newest(story, 'PLATE-08H', 'released', 1)
	liftHold(
		story,
		putOnHold(story, plates, {
			at: calendar.at(-24, '10:00'),
			by: 'receiving',
			reason: 'Carton dented, count to be checked',
		}),
		{
			at: calendar.at(-22, '15:10'),
			releasedAt: calendar.at(-22, '15:20'),
			by: 'quality2',
			reason: 'Counted again, packs intact',
		},
	)
	const screws = newest(story, 'SCREW-M4-TI', 'released', 2)
	liftHold(
		story,
		putOnHold(story, screws, { at: calendar.at(-40, '14:00'), by: 'quality', reason: '表面划痕，待复检' }),
		{ at: calendar.at(-37, '09:40'), releasedAt: calendar.at(-37, '09:50'), by: 'quality', reason: '复检合格' },
	)
	const cages = newest(story, 'CAGE-FIN-12', 'pending_release')
	story.move(cages, 'reject', calendar.at(-1, '15:30'), 'quality2', {
		sign: 'Markers missing in 14 of 200, not reworkable',
	})
}

function tellDeviations(story: Story): void {
	const { calendar } = story
	openDeviation(story, {
		lot: story.lot('B7745-02'),
		title: 'Heat number on the label differs from the certificate',
		severity: 'major',
		at: calendar.at(-6, '09:40'),
		by: 'receiving',
	})
	openDeviation(story, {
		lot: newest(story, 'SCREW-STER-65', 'pending_release'),
		title: 'Humidity record of the packing room has a gap of 18 minutes',
		severity: 'minor',
		at: calendar.at(-3, '10:05'),
		by: 'operator',
	})
	openDeviation(story, {
		lot: newest(story, '1145350-28', 'pending_release'),
		title: 'Torque tester out of calibration for one shift',
		severity: 'minor',
		at: calendar.at(-2, '17:20'),
		by: 'operator',
	})
	const old = story.lots.filter((lot) => lot.item.kind === 'finished_product' && lot.state === 'shipped')
	for (const [place, [title, severity, conclusion]] of CLOSED.entries()) {
		const lot = old[(place * 3) % old.length]
		if (!lot) continue
		const at = new Date(lot.registeredAt.getTime() + 30 * 3_600_000)
		openDeviation(story, {
			lot,
			title,
			severity,
			at,
			by: 'operator',
			closed: { at: new Date(at.getTime() + 50 * 3_600_000), by: 'quality', conclusion },
		})
	}
}

const CLOSED = [
	['Aeration ended 20 minutes early', 'minor', 'Residue below 0.8 mg on ten samples, cycle extended and repeated'],
	['Label printed with the former address', 'minor', 'All labels exchanged before packing, template corrected'],
	[
		'One pouch seal open at the visual check',
		'major',
		'Pouch removed, sealing bar cleaned, 50 more checked without finding',
	],
	['包装间压差短时低于下限', 'minor', '粒子计数合格，过滤器已更换'],
	['Wrong revision of the instructions at the line', 'minor', 'Found at line clearance, none packed'],
	['Lot counted 2 pieces short', 'minor', 'Found as retained samples in the register'],
] as const
