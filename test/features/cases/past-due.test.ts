import { expect, test } from 'vitest'
import { isPastDue } from '#app/features/cases/case.model.ts'

test('a case is past due from the day after, while it is open', () => {
	const at = (dueOn: string | null, isOpen = true) => isPastDue({ dueOn, isOpen }, '2026-11-22')
	expect([at('2026-11-21'), at('2026-11-22'), at('2026-11-23'), at(null)]).toEqual([true, false, false, false])
	expect(at('2026-11-21', false)).toBe(false)
})
