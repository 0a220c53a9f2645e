import type { LocalizedText } from '#app/core/localized.ts'
import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Tone } from '#app/ui/status/tone.ts'

export type StatusLook = { title: LocalizedText; tone: Tone }
export type StatusLooks = Record<string, StatusLook>

/** How the states of a workflow are named and coloured, by key: from the tenant's own definition. */
export async function readStatusLooks(ctx: Context, workflow: string): Promise<StatusLooks> {
	const { definition } = await loadActiveWorkflow(ctx, workflow)
	return Object.fromEntries(
		definition.states.map((state) => [
			state.key,
			{ title: state.title ?? { en: state.key, 'zh-CN': state.key }, tone: (state.tone ?? 'active') as Tone },
		]),
	)
}
