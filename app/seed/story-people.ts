import { type Actor, SYSTEM_ACTOR } from '#app/platform/auth/actor.model.ts'
import type { CompanyIndex } from './company-index.ts'
import type { By } from './story/story-types.ts'

/** Who stands behind a name of the story. */
export type PersonOf = (by: By) => Actor

export const peopleOf =
	(index: CompanyIndex): PersonOf =>
	(by) =>
		by === 'system' ? SYSTEM_ACTOR : index.person(by)

/** The account of a name, or null where the portal itself acted. */
export const accountAt = (personOf: PersonOf, by: By): string | null => personOf(by).id

/** As events and steps say it. */
export const personAt = (personOf: PersonOf, by: By): { actorId: string | null; actorName: string } => {
	const { id, name } = personOf(by)
	return { actorId: id, actorName: name }
}
