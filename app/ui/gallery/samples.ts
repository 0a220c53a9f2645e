import type { GraphEdge, GraphNode } from '#app/ui/graph/graph-model.ts'
import type { StatusTone } from '#app/ui/status/tone.ts'

export interface SampleLot {
	readonly code: string
	readonly item: string
	readonly tone: StatusTone
	readonly status: string
	readonly from: string
	readonly quantity: string
}

export const LOTS: readonly SampleLot[] = [
	{
		code: 'TR26-1107-03',
		item: 'Spinal rod Ø 5.5',
		tone: 'hold',
		status: 'On hold',
		from: 'Rule lot_hold v8',
		quantity: '240 pcs',
	},
	{
		code: 'CG26-1102-01',
		item: 'PEEK cage 12 × 32',
		tone: 'quarantine',
		status: 'Quarantine',
		from: 'Chen, production',
		quantity: '96 pcs',
	},
	{
		code: 'SC26-1019-04',
		item: 'Pedicle screw 6.5 × 45',
		tone: 'released',
		status: 'Released',
		from: 'Wu, quality',
		quantity: '3,000 pcs',
	},
	{
		code: 'PK26-4409',
		item: 'Rod in sterile pouch',
		tone: 'shipped',
		status: 'Shipped',
		from: 'Zhao, process',
		quantity: '110 pcs',
	},
	{
		code: 'B7741-02',
		item: '钛棒 Ø 7 × 3000',
		tone: 'waiting',
		status: 'Waiting',
		from: '北岭钛材',
		quantity: '58.1 kg',
	},
]

export const NODES: readonly GraphNode[] = [
	{
		id: 'heat',
		code: 'HT-T7741',
		sub: 'Ti ELI heat',
		tone: 'released',
		status: 'Released',
		level: 'Heat',
		to: '/lots/HT-T7741',
	},
	{
		id: 'b1',
		code: 'B7741-01',
		sub: 'bar Ø 7',
		tone: 'released',
		status: 'Released',
		level: 'Bar',
		to: '/lots/B7741-01',
	},
	{ id: 'b2', code: 'B7741-02', sub: 'bar Ø 7', tone: 'hold', status: 'On hold', level: 'Bar', to: '/lots/B7741-02' },
	{
		id: 'b3',
		code: 'B7741-03',
		sub: 'bar Ø 7',
		tone: 'released',
		status: 'Released',
		level: 'Bar',
		to: '/lots/B7741-03',
	},
	{
		id: 't2',
		code: 'TR26-1107-02',
		sub: '180 pcs',
		tone: 'shipped',
		status: 'Shipped',
		level: 'Machined lot',
		to: '/lots/TR26-1107-02',
	},
	{ id: 't3', code: 'TR26-1107-03', sub: '240 pcs', tone: 'hold', status: 'On hold', level: 'Machined lot' },
	{
		id: 't5',
		code: 'TR26-1107-05',
		sub: '176 pcs',
		tone: 'waiting',
		status: 'Waiting',
		level: 'Machined lot',
		to: '/lots/TR26-1107-05',
	},
	{ id: 's', code: '26-1190', sub: 'sample', tone: 'waiting', status: 'Waiting', level: 'Next', to: '/lots/26-1190' },
	{ id: 'f', code: 'Finishing', sub: 'planned', tone: 'draft', status: 'Planned', level: 'Next', scope: 'broad' },
	{ id: 'm', code: 'Another customer', tone: 'draft', status: 'Not shown to you', level: 'Next', masked: true },
]

export const EDGES: readonly GraphEdge[] = [
	{ from: 'heat', to: 'b1', label: '62.4 kg' },
	{ from: 'heat', to: 'b2', label: '58.1 kg', hot: true },
	{ from: 'heat', to: 'b3', label: '60.0 kg' },
	{ from: 'b1', to: 't2', label: '62.4 kg' },
	{ from: 'b2', to: 't3', label: '58.1 kg', hot: true },
	{ from: 'b3', to: 't5', label: '60.0 kg' },
	{ from: 't3', to: 's', label: '6' },
	{ from: 't3', to: 'f', label: '240', planned: true },
	{ from: 't2', to: 'm' },
]

const TONES: readonly StatusTone[] = ['released', 'shipped', 'released', 'hold', 'waiting', 'quarantine']

/** A genealogy of so many lots in eight levels, always the same for a size. */
export function largeSample(size: number): { nodes: GraphNode[]; edges: GraphEdge[] } {
	const perLevel = Math.ceil(size / 8)
	const nodes = Array.from({ length: size }, (_, index): GraphNode => {
		const tone = TONES[index % TONES.length] ?? 'released'
		return {
			id: `n${index}`,
			code: `L26-${String(index).padStart(5, '0')}`,
			sub: `${(index * 37) % 900} pcs`,
			tone,
			status: tone,
		}
	})
	const edges = nodes.flatMap((_, index): GraphEdge[] => {
		const level = Math.floor(index / perLevel)
		if (level === 0) return []
		const place = index % perLevel
		const parent = (level - 1) * perLevel + place
		const other = (level - 1) * perLevel + ((place * 7 + 3) % perLevel)
		const first: GraphEdge = { from: `n${parent}`, to: `n${index}`, label: `${(index * 13) % 200} pcs` }
		return index % 5 === 0 && other !== parent ? [first, { from: `n${other}`, to: `n${index}` }] : [first]
	})
	return { nodes, edges }
}
