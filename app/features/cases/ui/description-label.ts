import type { CaseKind } from '../case.model.ts'

/** What the description of a case of each kind tells, as a key of the `cases` texts. */
export const DESCRIPTION_LABELS = {
	capa: 'field.description',
	change: 'field.changeDescription',
	complaint: 'field.description',
	return: 'field.description',
	supplier_onboarding: 'field.about',
} as const satisfies Record<CaseKind, string>
