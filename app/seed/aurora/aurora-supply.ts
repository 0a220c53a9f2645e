import { deliver } from '../story/deliver.ts'
import type { Story } from '../story/story.ts'

type Cadence = {
	party: string
	site: string
	from: number
	every: number
	lines: readonly (readonly [sku: string, least: number, most: number])[]
	prefix: string
	carrier?: string
	certificate?: 'certificate_of_analysis' | 'mill_certificate'
}

/** What comes again and again: supplier, first day, days between, items with quantities. */
const CADENCES: readonly Cadence[] = [
	{
		party: 'S-1050',
		site: 'SZ1',
		from: -178,
		every: 24,
		prefix: 'HY',
		lines: [
			['POUCH-TYVEK-100', 6000, 6600],
			['POUCH-TYVEK-150', 4000, 4400],
			['TRAY-PETG-12', 800, 900],
		],
	},
	{
		party: 'S-1055',
		site: 'SZ1',
		from: -170,
		every: 58,
		prefix: 'RF',
		carrier: 'DHL Global Forwarding',
		lines: [
			['POUCH-TYVEK-150', 3000, 3200],
			['LABEL-UDI-A6', 12_000, 12_500],
		],
	},
	{
		party: 'S-1081',
		site: 'SZ1',
		from: -177,
		every: 40,
		prefix: 'SB',
		lines: [
			['LABEL-UDI-A6', 15_000, 16_000],
			['CARTON-S2', 4000, 4200],
			['IFU-SPINE', 400, 450],
			['IFU-STENT', 1800, 2000],
		],
	},
	{
		party: 'S-1068',
		site: 'SZ2',
		from: -178,
		every: 30,
		prefix: 'KS',
		lines: [
			['SETSCREW-08', 5000, 5200],
			['CADDY-SPINE', 150, 180],
			['SCREW-M4-TI', 2800, 3200],
			['SCREW-M6-TI', 2300, 2700],
			['PLATE-08H', 360, 420],
		],
	},
	{
		party: 'S-1061',
		site: 'SZ2',
		from: -176,
		every: 45,
		prefix: 'EVP',
		carrier: 'Kuehne+Nagel',
		certificate: 'certificate_of_analysis',
		lines: [['PEEK-G20', 25, 25]],
	},
	{
		party: 'S-1084',
		site: 'SZ3',
		from: -175,
		every: 95,
		prefix: 'NC',
		carrier: 'World Courier',
		certificate: 'certificate_of_analysis',
		lines: [
			['EVERO-DS', 20, 25],
			['PVDF-HFP-C', 60, 75],
		],
	},
	{
		party: 'S-1090',
		site: 'SZ3',
		from: -174,
		every: 40,
		prefix: 'GC',
		carrier: 'DHL Global Forwarding',
		lines: [['CATH-OTW-35', 1500, 1600]],
	},
	{
		party: 'S-1096',
		site: 'SZ2',
		from: -172,
		every: 66,
		prefix: 'TY',
		certificate: 'mill_certificate',
		lines: [['SS-174PH-R19', 70, 80]],
	},
	{ party: 'S-1101', site: 'SZ2', from: -178, every: 50, prefix: 'DC', lines: [['CITRIC-PASS', 200, 200]] },
]

/** Lets everything come that comes regularly, up to yesterday. */
export function receiveSupplies(story: Story): void {
	const { random, calendar } = story
	for (const cadence of CADENCES) {
		for (let day = cadence.from; day < 0; day += cadence.every) {
			const lines = cadence.lines.map(([sku, least, most], index) => ({
				sku,
				quantity: random.whole(least, most),
				supplierLot: `${cadence.prefix}${calendar.stamp(day - 8).replace('-', '')}-${index + 1}`,
				madeBefore: random.whole(4, 16),
			}))
			deliver(story, {
				party: cadence.party,
				day,
				site: cadence.site,
				lines,
				...(cadence.carrier ? { carrier: cadence.carrier } : {}),
				...(cadence.certificate ? { certificate: cadence.certificate } : {}),
			})
		}
	}
}
