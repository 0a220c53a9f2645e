import { expect, test } from 'vitest'
import workflow from '#app/features/workflow/locales/en.json' with { type: 'json' }
import type { HistoryEntry } from '#app/features/workflow/record-history.server.ts'
import { MEANING_TITLES } from '#app/features/workflow/refusal-messages.ts'
import { RecordHistory } from '#app/features/workflow/ui/record-parts.tsx'
import { renderPage } from '../../ui/render.tsx'

const title = { en: 'Close', 'zh-CN': '关闭' }

const entry = (more: Partial<HistoryEntry>): HistoryEntry => ({
	key: '1',
	title,
	state: title,
	at: '2026-11-02T08:00:00.000Z',
	actor: 'Priya Raman',
	delegate: null,
	reason: null,
	fields: [],
	signature: null,
	withdrawn: null,
	...more,
})

const told = (one: HistoryEntry): Promise<string> =>
	renderPage(<RecordHistory page={{ history: [one], earlier: null }} />, { workflow })

const signed = (inNameOf: string | null): HistoryEntry['signature'] => ({
	name: 'Chen Jianguo',
	inNameOf,
	meaning: MEANING_TITLES.approved,
	standing: 'good',
})

test('the history of a record names whoever stood in and for whom, signed or not', async () => {
	expect(await told(entry({ delegate: 'Chen Jianguo' }))).toContain('Chen Jianguo in the name of Priya Raman')
	expect(await told(entry({ delegate: 'Chen Jianguo', signature: signed('Priya Raman') }))).toContain(
		'Chen Jianguo in the name of Priya Raman, signed as',
	)
	expect(await told(entry({ signature: signed(null) }))).toContain('>Chen Jianguo, signed as')
})

test('the history of a record says how many earlier entries there are, and leads who may read them to all', async () => {
	const shown = (to: string | null) =>
		renderPage(<RecordHistory page={{ history: [entry({})], earlier: { count: 1_250, to } }} />, { workflow })
	expect(await shown('/audit?subject=1')).toContain('1,250 earlier ones stand in the audit trail')
	expect(await shown('/audit?subject=1')).toContain('href="/audit?subject=1"')
	expect(await shown(null)).not.toContain('href')
})
