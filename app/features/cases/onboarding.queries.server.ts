import type { LocalizedText } from '#app/core/localized.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { titleOf, toneOf } from '#app/features/workflow/workflow.model.ts'
import type { StateTone } from '#app/features/workflow/workflow.schema.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** A supplier's onboarding by its number, and where it stands. */
export type OnboardingHead = { id: string; number: string; state: { title: LocalizedText; tone: StateTone } }

/** The onboarding of a supplier, if it has one and the reader may see it. */
export async function onboardingOf(ctx: Context, partyId: string): Promise<OnboardingHead | null> {
	const [row] = await ctx.em.execute<{ id: string; number: string; status: string; version_id: string }[]>(
		`select c.id, c.number, c.status, w.version_id from quality_case c join workflow_instance w on w.subject_type = c.kind and w.subject_id = c.id
		where c.party_id = ? and c.kind = 'supplier_onboarding'`,
		[partyId],
	)
	if (!row) return null
	const state = indexOf((await loadPinnedWorkflow(ctx, row.version_id)).definition).states.get(row.status)
	return {
		id: row.id,
		number: row.number,
		state: { title: titleOf(state ?? { key: row.status }), tone: state ? toneOf(state) : 'draft' },
	}
}
