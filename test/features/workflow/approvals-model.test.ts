import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '#app/features/workflow/decide.ts'
import { decideApproval } from '#app/features/workflow/decide-approval.ts'
import type { GivenApproval, TransitionContext, WorkflowPosition } from '#app/features/workflow/workflow.model.ts'
import {
	type WorkflowApproval,
	type WorkflowDefinition,
	workflowSchema,
} from '#app/features/workflow/workflow.schema.ts'
import { ENTERED, NOW } from './workflow-cases.ts'

/*
 * Approvals against a reference that is written from the words of the format and shares nothing with the code: who may
 * approve, which approvals count, and when the record moves.
 */

const PEOPLE = ['ann', 'bob', 'cid', 'dee', 'eve'] as const
const ROLES = ['reviewer', 'manager', 'operator'] as const
const HOUR = 3_600_000

type Person = (typeof PEOPLE)[number]
type Actor = { id: Person; roles: readonly string[]; delegateId?: Person }

const person = fc.constantFrom(...PEOPLE)
const roles = fc.subarray([...ROLES], { minLength: 1 })
const optional = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined })
const present = <T extends object>(record: T): T =>
	Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T

/** Somebody who acts: for themselves, or in the name of a person who is away. */
const actorArb: fc.Arbitrary<Actor> = fc
	.record({ id: person, roles, delegateId: optional(person) })
	.map(({ id, delegateId, ...rest }) => ({ id, ...rest, ...(delegateId && delegateId !== id ? { delegateId } : {}) }))

const approvalArb: fc.Arbitrary<WorkflowApproval> = fc
	.record({
		quorum: fc.integer({ min: 1, max: 3 }),
		distinct: optional(fc.boolean()),
		exclude: optional(fc.subarray(['requester', 'lastEditor', 'author'] as const)),
		roles: optional(roles),
		sequence: optional(fc.array(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 3 })),
		expires: optional(fc.constantFrom('PT4H', 'P1D')),
	})
	.map(({ exclude, ...rest }) => present({ ...rest, exclude: exclude ? [...exclude] : undefined }) as WorkflowApproval)

const givenArb: fc.Arbitrary<GivenApproval[]> = fc
	.array(
		fc.record({
			by: actorArb,
			hoursAgo: fc.integer({ min: 1, max: 60 }),
			recordVersion: fc.constantFrom(6, 7),
			lost: optional(fc.constantFrom('withdrawn' as const, 'superseded' as const)),
			transition: fc.constantFrom('go', 'other'),
		}),
		{ maxLength: 5 },
	)
	.map((given) =>
		given.map(({ by, hoursAgo, recordVersion, lost, transition }, place) => ({
			transition,
			approverId: by.id,
			delegateId: by.delegateId ?? null,
			roles: by.roles,
			// One after another, so that whose turn it was has one answer.
			at: new Date(NOW.getTime() - hoursAgo * HOUR - (given.length - place)),
			recordVersion,
			...(lost ? { lost } : {}),
		})),
	)

const positionArb = fc
	.record({
		approvals: givenArb,
		requesterId: person,
		requesterDelegateId: optional(person),
		lastEditorId: optional(person),
		authorId: optional(person),
	})
	.map((rest) => present({ state: 'a', enteredAt: ENTERED, version: 7, ...rest }) as WorkflowPosition)

const definitionOf = (approval: WorkflowApproval): WorkflowDefinition =>
	workflowSchema.parse({
		schema: 'workflow/1',
		key: 'w',
		subject: 'lot',
		title: { en: 'W', 'zh-CN': '流程' },
		initial: 'a',
		states: [
			{ key: 'a', category: 'initial' },
			{ key: 'b', category: 'done' },
		],
		transitions: [
			{ key: 'go', from: ['a'], to: 'b', trigger: { type: 'user' }, permission: { action: 'go' }, approval },
		],
	})

const contextOf = (actor: Actor): TransitionContext => ({
	now: NOW,
	actor: { kind: 'person', ...actor },
	allowed: new Set(['go']),
})
const asked = { transition: 'go', trigger: { type: 'user' } } as const

const EXPIRES: Record<string, number> = { PT4H: 4 * HOUR, P1D: 24 * HOUR }

/** Everyone behind an approval: in whose name, and who pressed. */
const behind = (one: { id: string; delegateId?: string | null | undefined }) =>
	[one.id, one.delegateId].filter((id): id is string => Boolean(id))

/** The reference: people used up by the approvals that count, and how many those are. */
function reference(approval: WorkflowApproval, position: WorkflowPosition) {
	const excluded = (approval.exclude ?? []).flatMap((who) => {
		if (who === 'requester') return [position.requesterId, position.requesterDelegateId]
		return [who === 'author' ? position.authorId : position.lastEditorId]
	})
	const used: string[] = []
	let have = 0
	const mayApprove = (one: { id: string; roles: readonly string[]; delegateId?: string | null | undefined }) => {
		if (behind(one).some((id) => excluded.includes(id))) return false
		if (approval.roles && !one.roles.some((role) => approval.roles?.includes(role))) return false
		const turn = approval.sequence?.[have]
		if (turn && !one.roles.includes(turn)) return false
		return approval.distinct === false || !behind(one).some((id) => used.includes(id))
	}
	const take = (one: { id: string; delegateId?: string | null | undefined }) => {
		have += 1
		used.push(...behind(one))
	}
	const own = (position.approvals ?? []).filter((one) => one.transition === 'go')
	const inTurn = approval.sequence ? [...own].sort((a, b) => a.at.getTime() - b.at.getTime()) : own
	for (const one of inTurn) {
		const over = approval.expires && one.at.getTime() + (EXPIRES[approval.expires] ?? 0) <= NOW.getTime()
		if (one.lost || one.at < position.enteredAt || one.recordVersion !== position.version || over) continue
		const approver = { id: one.approverId, roles: one.roles, delegateId: one.delegateId }
		if (mayApprove(approver)) take(approver)
	}
	return { have, mayApprove }
}

const RUNS = { numRuns: 1_500 }

test('the record moves exactly when the reference has enough approvals, the actor’s own among them', () => {
	fc.assert(
		fc.property(approvalArb, positionArb, actorArb, (approval, position, actor) => {
			const { have, mayApprove } = reference(approval, position)
			const own = mayApprove(actor) ? 1 : 0
			const decided = decide(definitionOf(approval), position, asked, contextOf(actor))
			expect(decided.ok).toBe(have + own >= approval.quorum)
			if (decided.ok) return
			const [refusal] = decided.error
			expect(refusal).toMatchObject({ code: 'approval', detail: { have: have + own, need: approval.quorum } })
		}),
		RUNS,
	)
})

test('an approval is taken exactly from whom the reference lets approve', () => {
	fc.assert(
		fc.property(approvalArb, positionArb, actorArb, (approval, position, actor) => {
			const { mayApprove } = reference(approval, position)
			expect(decideApproval(definitionOf(approval), position, asked, contextOf(actor)).ok).toBe(mayApprove(actor))
		}),
		RUNS,
	)
})

/** Lets people approve one after another, each as the code lets them; answers the approvals that were taken. */
function approveInTurn(approval: WorkflowApproval, start: WorkflowPosition, actors: readonly Actor[]) {
	const taken: GivenApproval[] = []
	for (const [place, actor] of actors.entries()) {
		const position = { ...start, approvals: taken }
		if (!decideApproval(definitionOf(approval), position, asked, contextOf(actor)).ok) continue
		taken.push({
			transition: 'go',
			approverId: actor.id,
			delegateId: actor.delegateId ?? null,
			roles: actor.roles,
			at: new Date(NOW.getTime() - HOUR + place),
			recordVersion: 7,
		})
	}
	return taken
}

test('nobody is behind two approvals, as themselves and as somebody’s delegate, unless the format says so', () => {
	const distinct = approvalArb.map(({ distinct: _any, ...rest }) => rest)
	fc.assert(
		fc.property(distinct, positionArb, fc.array(actorArb, { maxLength: 8 }), (approval, position, actors) => {
			const people = approveInTurn(approval, position, actors).flatMap((one) =>
				behind({ id: one.approverId, delegateId: one.delegateId }),
			)
			expect(new Set(people).size).toBe(people.length)
		}),
		RUNS,
	)
})

test('who asked, and whoever stood in for them, is behind no approval, however they come', () => {
	const fourEyes = approvalArb.map((approval) => ({ ...approval, exclude: ['requester' as const] }))
	fc.assert(
		fc.property(fourEyes, positionArb, fc.array(actorArb, { maxLength: 8 }), (approval, position, actors) => {
			const asking = [position.requesterId, position.requesterDelegateId].filter(Boolean)
			const people = approveInTurn(approval, position, actors).flatMap((one) =>
				behind({ id: one.approverId, delegateId: one.delegateId }),
			)
			expect(people.filter((id) => asking.includes(id))).toEqual([])
		}),
		RUNS,
	)
})

test('one approval more never takes away what was enough, but time and an edit do', () => {
	const plain = approvalArb.map(({ sequence: _none, ...rest }) => rest)
	fc.assert(
		fc.property(plain, positionArb, actorArb, actorArb, (approval, position, actor, another) => {
			const before = decide(definitionOf(approval), position, asked, contextOf(actor))
			if (!before.ok) return
			const one: GivenApproval = {
				transition: 'go',
				approverId: another.id,
				delegateId: another.delegateId ?? null,
				roles: another.roles,
				at: new Date(NOW.getTime() - 1),
				recordVersion: 7,
			}
			const more = { ...position, approvals: [...(position.approvals ?? []), one] }
			const after = decide(definitionOf(approval), more, asked, contextOf(actor))
			// Where the actor's own approval was the one that made it enough, theirs may be the one that is there now.
			if (!behind(another).some((id) => behind(actor).includes(id))) expect(after.ok).toBe(true)
			const edited = decide(definitionOf(approval), { ...position, version: 8 }, asked, contextOf(actor))
			const alone = reference(approval, { ...position, approvals: [] }).mayApprove(actor) ? 1 : 0
			expect(edited.ok).toBe(alone >= approval.quorum)
		}),
		RUNS,
	)
})
