import {
	CASES,
	type CaseKind,
	type CaseTopic,
	type ChangeContent,
	type OnboardingContent,
	type SupplierApproval,
} from '#app/features/cases/case.model.ts'
import type { NewLink } from '#app/features/cases/write-case.server.ts'
import type { Story } from './story.ts'
import type { By, StoryApproval, StoryRecord } from './story-types.ts'

/** A CAPA, change, complaint or return of the story, with the path it took. */
export type StoryCase = {
	record: StoryRecord
	kind: CaseKind
	title: string
	description: string
	topic: CaseTopic
	severity: string | null
	partyId: string | null
	at: Date
	by: By
	responsible: By | null
	dueOn: string | null
	texts: CaseTexts
	change: ChangeContent | null
	onboarding: OnboardingContent | null
	supplierApproval: SupplierApproval | null
	links: NewLink[]
	measures: { title: string; owner: By; dueOn: string; done?: { at: Date; note: string } }[]
}

type CaseTexts = {
	cause?: string
	conclusion?: string
	effectivenessCheck?: string
	effectivenessResult?: string
	effectiveOn?: string
}

/** A step of a case: what, when, by whom; the reason is signed where the workflow asks for a signature. Others approved before. */
export type CaseStep = [transition: string, at: Date, by: By, reason?: string, approvals?: readonly StoryApproval[]]

type Told = Omit<
	StoryCase,
	| 'record'
	| 'severity'
	| 'partyId'
	| 'responsible'
	| 'dueOn'
	| 'texts'
	| 'change'
	| 'onboarding'
	| 'supplierApproval'
	| 'links'
	| 'measures'
> &
	Partial<StoryCase> & { steps?: CaseStep[] }

/** Tells of a case that was opened and how far it has come; every step is one of its workflow's. */
export function tellCase(story: Story, told: Told): StoryCase {
	const { kind, at, by, steps = [], ...rest } = told
	const number = story.nextCode(kind, CASES[kind].pattern, at.toISOString().slice(0, 10))
	const record = story.start(kind, number, story.definitionOf(kind).initial, at, by)
	for (const [transition, when, who, reason, approvals = []] of steps)
		story.move(record, transition, when, who, { ...(reason ? { reason, sign: reason } : {}), approvals })
	const one: StoryCase = {
		severity: null,
		partyId: null,
		responsible: null,
		dueOn: null,
		texts: {},
		change: null,
		onboarding: null,
		supplierApproval: null,
		links: [],
		measures: [],
		...rest,
		kind,
		at,
		by,
		record,
	}
	story.cases.push(one)
	return one
}
