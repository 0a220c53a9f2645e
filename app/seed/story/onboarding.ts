import type { RoleKey } from '#app/core/permission.ts'
import type { OnboardingContent, SupplierApproval } from '#app/features/cases/case.model.ts'
import { DELIVERING_KINDS } from '#app/features/parties/party.model.ts'
import type { ApprovalData, PartyData, PersonData } from '../company.model.ts'
import { type CaseStep, tellCase } from './cases.ts'
import type { Story } from './story.ts'

/** How far a supplier of the demo has come, by its code; the others are approved. */
export type OnboardingPlan = Readonly<Record<string, 'asked' | 'in_review' | 'awaiting_approval' | 'requalification'>>

const ANSWERS: OnboardingContent['answers'] = {
	qualitySystem: 'iso9001',
	traceability: 'lot_in_and_out',
	changeNotice: 'yes',
}

/**
 * The onboarding of every supplier: its answers, the review, two people who approved it. Suppliers with an approval under
 * conditions alone are approved so; the plan says which are still on their way.
 */
export function tellOnboardings(story: Story, plan: OnboardingPlan = {}): void {
	const { company } = story.index
	const suppliers = company.parties.filter((party) => DELIVERING_KINDS.includes(party.kind))
	for (const [place, party] of suppliers.entries()) tellOne(story, party, place, plan[party.code])
}

function tellOne(story: Story, party: PartyData, place: number, stage: OnboardingPlan[string] | undefined): void {
	const { calendar, index } = story
	const { id: partyId, name } = index.party(party.code)
	const items = index.company.approvals.filter((approval) => approval.party === party.code)
	// Those on their way began lately; the others within the year, so that none is due before its time.
	const began = stage === undefined || stage === 'requalification' ? -320 + place * 9 : -14 + (place % 3)
	const at = (day: number, time: string) => calendar.at(Math.min(began + day, -1), time)
	const conditional = items.length > 0 && items.every(({ status }) => status === 'conditional')
	const steps = stepsOf(at, stage, { conditional, second: secondApprover(index.company.people) })
	const known = stage === undefined || stage === 'requalification'
	const approval: SupplierApproval | null = known ? (conditional ? 'conditional' : 'approved') : null
	const answered = stage !== 'asked'
	tellCase(story, {
		kind: 'supplier_onboarding',
		title: `${name[index.company.tenant.language]} (${party.code})`,
		description:
			index.company.tenant.language === 'zh-CN' ? '供货前须完成准入。' : 'To be onboarded before it delivers.',
		topic: 'new_supplier',
		partyId,
		at: at(0, '09:40'),
		by: 'admin',
		responsible: 'quality',
		onboarding: {
			documents: ['quality_certificate'],
			answers: answered
				? { ...ANSWERS, legalName: name.en, productionAddress: party.city[0], recallContact: party.email }
				: {},
		},
		supplierApproval: approval,
		links: linksOf(story, items),
		steps,
	})
	if (!answered || stage === 'in_review') return
	story.documents.push({
		kind: 'quality_certificate',
		number: `QMS-${party.code}`,
		title: `ISO 9001 ${name.en}`,
		party: partyId,
		issuedOn: calendar.day(-300),
		validUntil: calendar.day(420 + place * 11),
		visibility: 'internal',
		by: 'quality',
		at: at(1, '13:20'),
		lots: [],
		text: ['Quality management system', 'ISO 9001:2015'],
	})
}

const linksOf = (story: Story, items: readonly ApprovalData[]) =>
	items.map(({ sku }) => ({ type: 'item' as const, id: story.index.item(sku).id, role: 'about' as const }))

/** Who approves beside the admin, and has not proposed: another reviewer, or another admin where there is only one. */
function secondApprover(people: readonly PersonData[]): string {
	const others = people.filter(({ email }) => !['admin', 'quality'].includes(nameOf(email)))
	const may = (role: RoleKey) => others.find(({ roles }) => roles.includes(role))
	const found = may('quality_reviewer') ?? may('compliance_admin')
	if (!found) throw new Error('Nobody is left who could approve a supplier beside the admin')
	return nameOf(found.email)
}

const nameOf = (email: string): string => email.split('@')[0] ?? email

function stepsOf(
	at: (day: number, time: string) => Date,
	stage: OnboardingPlan[string] | undefined,
	{ conditional, second }: { conditional: boolean; second: string },
): CaseStep[] {
	const all: CaseStep[] = [
		['record_answer', at(3, '14:05'), 'quality', 'By telephone and mail'],
		['propose', at(6, '10:15'), 'quality'],
		[
			conditional ? 'approve_conditionally' : 'approve',
			at(8, '11:30'),
			'admin',
			'Answers and certificate fit',
			[{ by: second, at: at(7, '16:10'), note: 'Certificate checked with its issuer' }],
		],
	]
	if (stage === 'asked') return []
	if (stage === 'in_review') return all.slice(0, 1)
	if (stage === 'awaiting_approval') return all.slice(0, 2)
	if (stage === undefined) return all
	return [...all, ['requalify_now', at(400, '09:00'), 'admin', 'Certificate renewed, plant enlarged']]
}
