import { expect, test } from 'vitest'
import { traceText } from '#app/features/genealogy/api/trace-text.ts'
import type { WalkedTrace } from '#app/features/genealogy/trace.queries.server.ts'

const [A, B] = ['019a0000-0000-7000-8000-00000000000a', '019a0000-0000-7000-8000-00000000000b']
const ITEM = '019a0000-0000-7000-8000-0000000000ff'
const SUPPLIER = '019a0000-0000-7000-8000-0000000000ee'

const walked: WalkedTrace = {
	answer: {
		nodes: null,
		links: [[1, 2, 'consume', '2.5', 'KGM', Date.UTC(2026, 10, 30, 8, 15, 0, 7), true]],
		items: { [ITEM]: { sku: 'TI "7"', name: { en: 'Bar', 'zh-CN': '棒材' } } },
		suppliers: { [SUPPLIER]: { en: 'Müller\n& Sons', 'zh-CN': '穆勒' } },
	},
	nodes: [
		[1, A, 'A"\\\u2028', ITEM, 'released', 'done', SUPPLIER, '10', '7.5', 'KGM', '2027-01-31'],
		[2, B, '批-2', ITEM, 'quarantine', 'active', null, '1', '1', 'H87', null],
	],
	placed: [{ parent: 0, child: 1 }],
	standingOf: (place) => (place === 0 ? { depth: 0, side: 'root' } : { depth: 1, side: 'forward' }),
}

test('writes a genealogy as text with all that it holds, in the language asked for', () => {
	const text = traceText(walked, { root: A, direction: 'forward', language: 'zh-CN', elapsedMs: () => 1.5 })
	const item = { id: ITEM, sku: 'TI "7"', name: '棒材' }
	expect(JSON.parse(text)).toEqual({
		root: A,
		direction: 'forward',
		nodes: [
			{
				id: A,
				code: 'A"\\\u2028',
				item,
				status: 'released',
				category: 'done',
				depth: 0,
				side: 'root',
				supplier: { id: SUPPLIER, name: '穆勒' },
				quantity: { value: '10', unit: 'KGM' },
				onHand: { value: '7.5', unit: 'KGM' },
				expiresOn: '2027-01-31',
			},
			{
				id: B,
				code: '批-2',
				item,
				status: 'quarantine',
				category: 'active',
				depth: 1,
				side: 'forward',
				quantity: { value: '1', unit: 'H87' },
				onHand: { value: '1', unit: 'H87' },
			},
		],
		edges: [
			{
				parent: A,
				child: B,
				kind: 'consume',
				quantity: { value: '2.5', unit: 'KGM' },
				eventTime: '2026-11-30T08:15:00.007Z',
				reconstructed: true,
			},
		],
		complete: true,
		elapsedMs: 1.5,
	})
	const english = traceText(walked, { root: A, direction: 'forward', language: 'en', elapsedMs: () => 0 })
	expect(JSON.parse(english).nodes[0].supplier.name).toBe('Müller\n& Sons')
})

test('does not tell a link whose ends it does not tell', () => {
	const broken = { ...walked, placed: [{ parent: 0, child: -1 }] }
	expect(() => traceText(broken, { root: A, direction: 'both', language: 'en', elapsedMs: () => 0 })).toThrow(
		'not there',
	)
})
