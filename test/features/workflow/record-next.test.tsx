import { expect, test } from 'vitest'
import governance from '#app/features/governance/locales/en.json' with { type: 'json' }
import workflow from '#app/features/workflow/locales/en.json' with { type: 'json' }
import type { RecordPage } from '#app/features/workflow/record-page.server.ts'
import { RecordNext } from '#app/features/workflow/ui/record-parts.tsx'
import { StepProcedures } from '#app/features/workflow/ui/step-procedures.tsx'
import { renderPage } from '../../ui/render.tsx'

type Next = RecordPage['next'][number]

const both = (en: string) => ({ en, 'zh-CN': '文字' })
const step = (more: Partial<Next>): Next => ({
	key: 'close',
	title: both('Close'),
	description: null,
	roles: [],
	asked: [],
	meaning: null,
	quorum: null,
	guarded: false,
	obstacles: [],
	warnings: [],
	...more,
})

test('what keeps a step back, and what its rules warn of, is written on the page for everybody to see', async () => {
	const page = (one: Next) => ({ next: [one], deadlines: [], now: '2026-11-22T09:00:00Z' })
	const kept = await renderPage(<RecordNext page={page(step({ obstacles: [both('“SOP-1” has a new version.')] }))} />, {
		workflow,
	})
	expect(kept).toContain('“SOP-1” has a new version.')
	const warned = await renderPage(<RecordNext page={page(step({ warnings: [both('One material is short.')] }))} />, {
		workflow,
	})
	expect(warned).toContain('One material is short.')
})

test('a procedure of a step says how the reader stands to it, and leads there', async () => {
	const procedure = { code: 'SOP-1', title: both('Closing'), version: 2, document: null, steps: [both('Close')] }
	const shown = (own: 'known' | 'outdated') =>
		renderPage(<StepProcedures procedures={[{ ...procedure, own }]} />, { workflow, governance })
	const outdated = await shown('outdated')
	expect(outdated).toContain('Asked for by Close, v2')
	expect(outdated).toContain('New version to acknowledge')
	expect(outdated).toContain('href="/procedures/SOP-1?from=%2Flots"')
	const known = await shown('known')
	expect(known).toContain('Acknowledged')
	expect(known).not.toContain('Read and acknowledge')
})
