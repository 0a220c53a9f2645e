import { expect, test } from 'vitest'
import { todayIn } from '#app/core/local-date.ts'
import { dueGroup, workLink } from '#app/features/work/work.model.ts'

const day = {
	now: '2026-11-22T09:00:00.000Z',
	today: '2026-11-22',
	weekEnds: '2026-11-29',
	dateOf: (moment: string) => todayIn('Asia/Shanghai', new Date(moment)),
}

test.each([
	['2026-11-22T08:59:59.000Z', null, 'overdue'],
	['2026-11-24T08:00:00.000Z', '2026-12-20', 'week'],
	['2026-12-20T08:00:00.000Z', '2026-11-22', 'today'],
	['2026-11-22T15:59:00.000Z', null, 'today'],
	['2026-11-22T16:00:00.000Z', null, 'week'],
	['2026-12-05T00:00:00.000Z', null, 'later'],
	[null, '2026-11-21', 'overdue'],
	[null, '2026-11-22', 'today'],
	[null, '2026-11-29', 'week'],
	[null, '2026-11-30', 'later'],
	[null, null, 'open'],
] as const)('due at %s or on %s belongs to %s', (dueAt, dueOn, group) => {
	expect(dueGroup({ dueAt, dueOn }, day)).toBe(group)
})

test('a deviation and a rule open on their own pages', () => {
	expect(workLink({ kind: 'deviation', id: 'd', target: 'd' })).toBe('/deviations/d')
	expect(workLink({ kind: 'rule', id: 'v', target: 'receiving_match' })).toBe('/rules/receiving_match')
})
