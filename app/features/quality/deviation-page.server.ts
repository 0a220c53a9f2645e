import { signaturesOf } from '#app/features/audit/audit.queries.server.ts'
import { type NamedRole, namedRoles, whoMay } from '#app/features/roles/role-names.queries.server.ts'
import { lifecycleSteps } from '#app/features/workflow/lifecycle-steps.ts'
import { MEANING_TITLES } from '#app/features/workflow/refusal-messages.ts'
import { titleOf } from '#app/features/workflow/workflow.model.ts'
import { type RecordStanding, readStanding } from '#app/features/workflow/workflow.queries.server.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readDeviation } from './deviations.queries.server.ts'
import { deviationRecord } from './quality.model.ts'

export type DeviationPage = NonNullable<Awaited<ReturnType<typeof readDeviationPage>>>

/** Everything of one deviation's page, in a fixed number of statements; null when there is no such deviation. */
export async function readDeviationPage(ctx: Context, id: string) {
	if (!/^[0-9a-f-]{36}$/i.test(id)) return null
	const deviation = await readDeviation(ctx, id)
	if (!deviation) return null
	const standing = await readStanding(ctx, 'deviation', id, deviationRecord(deviation))
	return {
		deviation,
		lifecycle: lifecycleOf(standing),
		steps: stepsOf(standing, await namedRoles(ctx)),
		procedures: standing.procedures,
		history: await historyOf(ctx, id, standing),
		dueAt: await dueAtOf(ctx, id),
	}
}

function lifecycleOf(standing: RecordStanding) {
	const stays = standing.steps.slice(0, -1).map((step) => ({ state: step.to, enteredAt: step.at }))
	return lifecycleSteps(standing.definition, { state: standing.state, enteredAt: standing.enteredAt }, stays).map(
		({ state, title, tone, status, enteredAt }) => ({
			state,
			title,
			tone,
			status,
			enteredAt: enteredAt?.toISOString() ?? null,
		}),
	)
}

/** Steps that people may take from here: whose they are, what they ask for, and why this reader may not take one. */
function stepsOf(standing: RecordStanding, roles: readonly NamedRole[]) {
	const { transitions } = indexOf(standing.definition)
	return standing.available.map((step) => ({
		key: step.key,
		title: step.title,
		description: transitions.get(step.key)?.description ?? null,
		to: step.to,
		roles: whoMay(roles, 'Deviation', transitions.get(step.key)?.permission?.action),
		mine: !step.blockers.some((refusal) => refusal.code === 'permission'),
		blockers: step.blockers.map((refusal) => refusal.message),
		asks: {
			conclusion: step.form?.required?.includes('conclusion') ?? false,
			reason: step.form?.required?.includes('reason') ?? false,
		},
		meaning: step.signature?.meaning ?? null,
		meaningTitle: step.signature ? MEANING_TITLES[step.signature.meaning] : null,
	}))
}

/** What happened, the latest first, each step with who signed it and as what. */
async function historyOf(ctx: Context, id: string, standing: RecordStanding) {
	const signatures = await signaturesOf(ctx, id, '9999-12-31T00:00:00Z')
	const byId = new Map(signatures.map((signature) => [signature.id, signature]))
	const { transitions, states } = indexOf(standing.definition)
	return standing.steps.toReversed().map((step, place) => {
		const signature = step.signatureId ? byId.get(step.signatureId) : undefined
		const state = states.get(step.to)
		return {
			key: String(standing.steps.length - place),
			title: titleOf(transitions.get(step.transition) ?? state ?? { key: step.to }),
			state: titleOf(state ?? { key: step.to }),
			at: step.at.toISOString(),
			actor: step.actor,
			reason: step.reason,
			signature: signature
				? {
						name: signature.printedName,
						meaning: MEANING_TITLES[signature.meaning as keyof typeof MEANING_TITLES],
						standing: signature.standing,
					}
				: null,
		}
	})
}

/** When the present state has lasted longer than planned; null where nothing is due. */
async function dueAtOf(ctx: Context, id: string): Promise<string | null> {
	const [row] = await ctx.em.execute<{ due_at: Date | string | null }[]>(
		`select min(t.due_at) as due_at from workflow_timer t join workflow_instance w on w.id = t.instance_id and w.entry = t.entry
		where w.subject_type = 'deviation' and w.subject_id = ?`,
		[id],
	)
	return row?.due_at ? new Date(row.due_at).toISOString() : null
}
