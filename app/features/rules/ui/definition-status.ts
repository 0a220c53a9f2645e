import type { DefinitionStatus } from '#app/platform/definitions/definition.entity.server.ts'
import type { Tone } from '#app/ui/status/tone.ts'

/** The colour of a version or draft. */
export const DEFINITION_TONES: Record<DefinitionStatus, Tone> = {
	draft: 'draft',
	in_review: 'waiting',
	approved: 'waiting',
	scheduled: 'waiting',
	pilot: 'waiting',
	active: 'released',
	retired: 'draft',
	withdrawn: 'draft',
}
