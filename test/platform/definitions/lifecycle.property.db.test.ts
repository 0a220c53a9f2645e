import fc from 'fast-check'
import { expect } from 'vitest'
import { ok } from '#app/core/result.ts'
import { activateScheduled, dueDefinitions } from '#app/platform/definitions/activate-scheduled.server.ts'
import { beginPilot } from '#app/platform/definitions/begin-pilot.server.ts'
import { widenPilotToAll, withdrawPilot } from '#app/platform/definitions/change-pilot.server.ts'
import { decideEmergency } from '#app/platform/definitions/decide-emergency.server.ts'
import { moveDraft } from '#app/platform/definitions/move-draft.server.ts'
import { publishDraft } from '#app/platform/definitions/publish-draft.server.ts'
import { publishEmergency } from '#app/platform/definitions/publish-emergency.server.ts'
import { retireDefinition } from '#app/platform/definitions/retire-definition.server.ts'
import { saveDraft } from '#app/platform/definitions/save-draft.server.ts'
import { scheduleDraft, unscheduleDraft } from '#app/platform/definitions/schedule-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeAdmins } from '../../factories/definition.ts'
import { makeItem } from '../../factories/item.ts'
import { actAs } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const portal = useTestPortal()

const KIND = 'rule-set'
const NAMES = [
	'begin',
	'change',
	'submit',
	'approve',
	'send-back',
	'withdraw',
	'publish',
	'schedule',
	'unschedule',
	'pilot',
	'widen-all',
	'withdraw-pilot',
	'emergency',
	'confirm',
	'reject',
	'retire',
	'tick',
] as const

type Move = { name: (typeof NAMES)[number]; person: 0 | 1; pick: number }

const moves = fc.array(
	fc.record({
		name: fc.constantFrom(...NAMES, ...(['begin', 'submit', 'approve', 'publish'] as const)),
		person: fc.constantFrom(0 as const, 1 as const),
		pick: fc.nat(5),
	}),
	{ minLength: 8, maxLength: 24 },
)

type Row = {
	id: string
	number: number | null
	status: string
	content: { mark: string }
	content_hash: string
	author_id: string | null
	approved_by_id: string | null
	decided_by_id: string | null
}

dbTest(
	'whatever steps are tried: one active version at most, published content stays, nobody approves their own',
	async () => {
		const { tenant, author, second } = await makeAdmins()
		const people = [author, second] as const
		const item = await makeItem(tenant, { unit: 'H87' })
		const scope = { siteIds: [], itemIds: [item.id] }
		let run = 0
		const read = (key: string) =>
			withTenantContext(tenant.id, (ctx) =>
				ctx.em.execute<Row[]>(
					`select v.id, v.number, v.status, v.content, v.content_hash, v.author_id, v.approved_by_id, e.decided_by_id
				from definition_version v left join definition_emergency e on e.version_id = v.id where v.key = ? order by v.id`,
					[key],
				),
			)
		const take = async (ctx: Context, key: string, id: string, mark: string, name: Move['name']): Promise<unknown> => {
			const base = { kind: KIND, id, reason: 'Because' } as const
			const title = { en: mark, 'zh-CN': mark }
			const content = { key, mark }
			switch (name) {
				case 'begin':
				case 'change': {
					const basedOn = await ctx.em
						.execute<{ number: number }[]>(
							`select number from definition_version where key = ? and status = 'active'`,
							[key],
						)
						.then(([row]) => row?.number ?? null)
					const draftId = name === 'change' ? { draftId: id } : {}
					return saveDraft(ctx, { kind: KIND, key, title, content, basedOn, ...draftId })
				}
				case 'submit':
				case 'approve':
				case 'send-back':
				case 'withdraw':
					return moveDraft(ctx, { kind: KIND, id, step: name })
				case 'publish':
					return publishDraft(ctx, { kind: KIND, id })
				case 'schedule':
					return scheduleDraft(ctx, { ...base, effectiveFrom: new Date(ctx.now.getTime() + 60_000) })
				case 'unschedule':
					return unscheduleDraft(ctx, base)
				case 'pilot':
					return beginPilot(ctx, { ...base, scope })
				case 'widen-all':
					return widenPilotToAll(ctx, base)
				case 'withdraw-pilot':
					return withdrawPilot(ctx, base)
				case 'emergency':
					return publishEmergency(ctx, base)
				case 'confirm':
					return decideEmergency(ctx, { ...base, verdict: 'confirmed' })
				case 'reject':
					return decideEmergency(ctx, { ...base, verdict: 'rejected' })
				case 'retire':
					return retireDefinition(ctx, { kind: KIND, key, reason: 'Because' })
				case 'tick':
					return null
			}
		}
		const tick = async () => {
			portal.clock.move(90_000)
			const due = await withTenantContext(tenant.id, (ctx) => dueDefinitions(ctx, KIND))
			for (const id of due)
				await withTenantContext(tenant.id, (ctx) => activateScheduled(ctx, { kind: KIND, id }, async () => ok(null)))
		}
		await fc.assert(
			fc.asyncProperty(moves, async (taken) => {
				run += 1
				const key = `any_${run}`
				const published = new Map<string, string>()
				for (const [index, { name, person, pick }] of taken.entries()) {
					const rows = await read(key)
					const id = rows[pick % Math.max(1, rows.length)]?.id ?? item.id
					if (name === 'tick') await tick()
					else
						await actAs(tenant, people[person], (ctx) => take(ctx, key, id, `${key} ${index}`, name) as Promise<never>)
					const now = await read(key)
					expect(now.filter((row) => row.status === 'active').length).toBeLessThanOrEqual(1)
					expect(now.filter((row) => row.status === 'pilot').length).toBeLessThanOrEqual(1)
					for (const row of now) {
						if (row.author_id) {
							expect(row.approved_by_id).not.toBe(row.author_id)
							expect(row.decided_by_id).not.toBe(row.author_id)
						}
						if (row.number === null) continue
						const says = `${row.number} ${row.content_hash} ${row.content.mark}`
						expect(published.get(row.id) ?? says).toBe(says)
						published.set(row.id, says)
					}
					for (const id of published.keys()) expect(now.some((row) => row.id === id)).toBe(true)
				}
			}),
			{ numRuns: 25 },
		)
	},
)
