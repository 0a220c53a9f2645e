import { expect, test } from 'vitest'
import { decide } from '#app/features/workflow/decide.ts'
import { decideApproval } from '#app/features/workflow/decide-approval.ts'
import type { GivenApproval, TransitionContext, TransitionInput } from '#app/features/workflow/workflow.model.ts'
import { type WorkflowApproval, workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { inShort, NOW, positionIn } from './workflow-cases.ts'

const title = { en: 'Name', 'zh-CN': '名称' }
const withApproval = (approval: WorkflowApproval | undefined) =>
	workflowSchema.parse({
		schema: 'workflow/1',
		key: 'lot_test',
		subject: 'lot',
		title,
		initial: 'waiting',
		states: [
			{ key: 'waiting', category: 'waiting' },
			{ key: 'released', category: 'done' },
		],
		transitions: [
			{
				key: 'release',
				from: ['waiting'],
				to: 'released',
				trigger: { type: 'user' },
				permission: { action: 'release' },
				signature: { meaning: 'approved', reauth: 'password', reason: 'optional' },
				...(approval && { approval }),
			},
		],
	})

const fourEyes: WorkflowApproval = {
	quorum: 2,
	exclude: ['requester', 'lastEditor'],
	roles: ['quality_manager'],
	expires: 'P3D',
}
const input: TransitionInput = {
	transition: 'release',
	trigger: { type: 'user' },
	signature: { meaning: 'approved', reauthenticated: true },
}
const as = (id: string, roles: readonly string[] = ['quality_manager']): TransitionContext => ({
	now: NOW,
	actor: { id, kind: 'person', roles },
	allowed: new Set(['release']),
})
const given = (approverId: string, more: Partial<GivenApproval> = {}): GivenApproval => ({
	transition: 'release',
	approverId,
	roles: ['quality_manager'],
	at: new Date('2026-11-21T12:00:00Z'),
	...more,
})

const refusedWith = (approval: WorkflowApproval, approvals: readonly GivenApproval[], context = as('lin')) => {
	const position = positionIn('waiting', { requesterId: 'req', lastEditorId: 'edit', approvals })
	const result = decide(withApproval(approval), position, input, context)
	return result.ok ? 'released' : inShort(result.error).join()
}

test.each([
	['nobody else', [], 'approval 1 of 2'],
	['another person', [given('wu')], 'released'],
	['oneself, before', [given('lin')], 'approval 1 of 2'],
	['the requester', [given('req')], 'approval 1 of 2'],
	['the last editor', [given('edit')], 'approval 1 of 2'],
	['somebody without the role', [given('wu', { roles: ['operator'] })], 'approval 1 of 2'],
	['an approval of another transition', [given('wu', { transition: 'reject' })], 'approval 1 of 2'],
	['an approval just within its time', [given('wu', { at: new Date('2026-11-19T12:00:01Z') })], 'released'],
	['an approval that has lapsed', [given('wu', { at: new Date('2026-11-19T12:00:00Z') })], 'approval 1 of 2'],
	['an approval of an earlier stay', [given('wu', { at: new Date('2026-10-20T12:00:00Z') })], 'approval 1 of 2'],
])('needs two people, the one who acts being one of them: %s', (_, approvals, expected) => {
	expect(refusedWith(fourEyes, approvals)).toBe(expected)
})

test('counts nobody who acts but may not approve', () => {
	expect(refusedWith(fourEyes, [given('wu')], as('edit'))).toBe('approval 1 of 2')
	expect(refusedWith(fourEyes, [given('wu')], as('lin', ['operator']))).toBe('approval 1 of 2')
	expect(refusedWith(fourEyes, [given('wu'), given('chen')], as('edit'))).toBe('released')
	const key: TransitionContext = { ...as('lin'), actor: { id: 'key', kind: 'key', roles: ['quality_manager'] } }
	expect(refusedWith(fourEyes, [given('wu')], key)).toBe('approval 1 of 2')
})

test('keeps somebody from approving alone what they asked for', () => {
	const another: WorkflowApproval = { quorum: 1, exclude: ['requester'] }
	expect(refusedWith(another, [], as('req', []))).toBe('approval 0 of 1')
	expect(refusedWith(another, [], as('lin', []))).toBe('released')
})

test('says to whoever may not approve what keeps them from it, and what is missing', () => {
	const messages = (approval: WorkflowApproval, approvals: readonly GivenApproval[], context: TransitionContext) => {
		const position = positionIn('waiting', { requesterId: 'req', approvals })
		const result = decide(withApproval(approval), position, input, context)
		return result.ok ? [] : result.error.map(({ message }) => message.en)
	}
	expect(messages(fourEyes, [], as('req'))).toEqual([
		'Somebody else has to approve this, because you asked for it, changed it, or took a step of it. 0 of 2 approvals. 2 more people have to approve: quality_manager.',
	])
	expect(messages(fourEyes, [given('lin')], as('lin'))).toEqual([
		'You have approved this already. Another person has to approve now. 1 of 2 approvals. One more person has to approve: quality_manager.',
	])
	expect(messages(fourEyes, [given('wu')], as('lin', ['operator']))).toEqual([
		'1 of 2 approvals. One more person has to approve: quality_manager.',
	])
})

test('counts one person twice only where the definition says so', () => {
	expect(refusedWith({ quorum: 2, distinct: false }, [given('lin')])).toBe('released')
	expect(refusedWith({ quorum: 2, distinct: true }, [given('lin')])).toBe('approval 1 of 2')
	expect(refusedWith({ quorum: 2 }, [given('lin')])).toBe('approval 1 of 2')
})

test('says whose approvals count and why others do not', () => {
	const approvals = [given('wu'), given('wu'), given('edit'), given('old', { at: new Date('2026-10-25T12:00:00Z') })]
	const position = positionIn('waiting', { lastEditorId: 'edit', approvals })
	const result = decide(withApproval({ ...fourEyes, quorum: 3 }), position, input, as('lin'))
	expect(result).toMatchObject({
		ok: false,
		error: [
			{
				detail: {
					have: 2,
					need: 3,
					counted: ['wu', 'lin'],
					actorCounts: true,
					notCounted: [
						{ approverId: 'wu', why: 'repeated' },
						{ approverId: 'edit', why: 'excluded' },
						{ approverId: 'old', why: 'expired' },
					],
				},
			},
		],
	})
})

const approve = (
	approval: WorkflowApproval | undefined,
	context: TransitionContext,
	approvals: GivenApproval[] = [],
) => {
	const position = positionIn('waiting', { requesterId: 'req', lastEditorId: 'edit', approvals })
	const result = decideApproval(withApproval(approval), position, input, context)
	return result.ok ? result.value.effects.map(({ type }) => type) : inShort(result.error)
}

test('records a first approval with its signature', () => {
	expect(approve(fourEyes, as('wu'))).toEqual(['record-approval', 'record-signature'])
})

test('refuses an approval by who may not, who has given it, or where none is asked for', () => {
	expect(approve(fourEyes, as('req'))).toEqual(['approval 0 of 2'])
	expect(approve(fourEyes, as('edit'))).toEqual(['approval 0 of 2'])
	expect(approve(fourEyes, as('wu', ['operator']))).toEqual(['approval 0 of 2'])
	expect(approve(fourEyes, as('wu'), [given('wu')])).toEqual(['approval 1 of 2'])
	expect(approve(undefined, as('wu'))).toEqual(['approval 0 of 0'])
	expect(approve(fourEyes, { ...as('wu'), allowed: new Set() })).toEqual(['permission'])
})

test('refuses an unsigned approval, one in another state, and one of an unknown transition', () => {
	const definition = withApproval(fourEyes)
	const unsigned = decideApproval(
		definition,
		positionIn('released'),
		{ transition: 'release', trigger: { type: 'user' } },
		as('wu'),
	)
	expect(unsigned.ok ? [] : inShort(unsigned.error)).toEqual(['state wrong-state', 'signature signature'])
	const unknown = decideApproval(definition, positionIn('waiting'), { ...input, transition: 'vanish' }, as('wu'))
	expect(unknown.ok ? [] : inShort(unknown.error)).toEqual(['state unknown-transition'])
})

test('tells the would-be approver why in both languages', () => {
	const words = ['req', 'wu'].map((id) => {
		const position = positionIn('waiting', { requesterId: 'req', approvals: [given('wu')] })
		const result = decideApproval(withApproval(fourEyes), position, input, as(id))
		return result.ok ? '' : result.error[0]?.message.en
	})
	expect(words[0]).toContain('Somebody else has to approve')
	expect(words[1]).toContain('approved this already')
})
