import { expect, test } from 'vitest'
import type { ChangeRow } from '#app/features/dictionary/dictionary.queries.server.ts'
import { ChangeHistory } from '#app/features/dictionary/ui/change-history.tsx'
import { renderPage } from '../../ui/render.tsx'

const change = (place: number): ChangeRow => ({
	id: String(place),
	attributeId: 'a',
	subject: 'lot',
	key: `key${place}`,
	kind: 'create',
	at: '2026-11-22T09:00:00.000Z',
	by: 'Lin Wanqing',
	reason: 'Asked for',
	before: null,
	after: {},
	impact: {},
})
const changes = (count: number) => Array.from({ length: count }, (_, place) => change(place))

test('a change record that is cut leads to the rest of it, and a whole one does not', async () => {
	expect(await renderPage(<ChangeHistory changes={changes(50)} />)).toContain('href="/audit?action=attribute"')
	expect(await renderPage(<ChangeHistory changes={changes(49)} />)).not.toContain('/audit?action=attribute')
})
