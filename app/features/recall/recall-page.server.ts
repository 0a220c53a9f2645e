import type { ChoiceList } from '#app/core/choice.ts'
import { type LotState, readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { filesForSteps } from '#app/features/workflow/files-for-steps.server.ts'
import { stepsFrom } from '#app/features/workflow/pinned-definition.queries.server.ts'
import { MEANING_TITLES } from '#app/features/workflow/refusal-messages.ts'
import { type StepOffer, toOffer } from '#app/features/workflow/step-offers.model.ts'
import { titleOf, toneOf } from '#app/features/workflow/workflow.model.ts'
import { type RecordStanding, readStanding } from '#app/features/workflow/workflow.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type CaseHead, readCase, readHistory } from './case.queries.server.ts'
import { type CaseNotice, readNotices } from './case-notices.queries.server.ts'
import { readScope, scopeTotals } from './case-scope.queries.server.ts'
import { readClosingFacts } from './closing.queries.server.ts'
import { decideRecallGuards } from './decide-recall-guards.server.ts'
import { decideScope, within } from './decide-scope.server.ts'
import { readSeeds, type SeedLot } from './find-seeds.queries.server.ts'
import { openingCovers } from './open-recall.server.ts'
import { type ClosingNeed, closingNeeds, type Reconciliation, reconcile } from './recall.model.ts'
import { recallRecord } from './recall-record.model.ts'
import { stepsByDialog } from './recall-steps.model.ts'
import { SCOPE_PAGE } from './scope-page.ts'

/** How many entries of its history the page shows; the audit explorer has all. */
const HISTORY = 40

export type RecallPage = {
	recall: CaseHead
	state: Omit<LotState, 'category'>
	/** Steps that a person may ask for now; `blockers` say why one may not. */
	steps: {
		key: string
		title: LotState['title']
		blockers: LotState['title'][]
		meaning: string | null
		meaningTitle: LotState['title'] | null
	}[]
	procedures: RecordStanding['procedures']
	approvals: RecordStanding['approvals']
	/** Lots that others have approved to take in, where the workflow asks several people; null where nobody has. */
	approvedSeeds: { seeds: SeedLot[]; lots: number; by: string[] } | null
	/** The scope that others have approved to open, where the workflow asks several people, and that of now. */
	approvedScope: { lots: number; now: number; by: string[]; changed: boolean } | null
	/** The same steps as the panel of approvals takes them. */
	offers: StepOffer[]
	/** Steps that are taken by the dialog of every record, with what that needs. */
	byDialog: { steps: StepOffer[]; documents: ChoiceList }
	/** People in whose name the reader may act. */
	delegators: RecordStanding['delegators']
	scope: Awaited<ReturnType<typeof readScope>>
	totals: Awaited<ReturnType<typeof scopeTotals>>
	notices: CaseNotice[]
	reconciliation: Reconciliation[]
	needs: ClosingNeed[]
	history: Awaited<ReturnType<typeof readHistory>>
	lotStates: LotState[]
	/** Countries that the goods went to. */
	countries: string[]
	/** Goods that left without a consignee that we know of, by unit. */
	unaddressed: { unit: string; value: string }[]
}

/** Everything of one recall's page, in a fixed number of statements; null when there is no such recall. */
export async function readRecallPage(ctx: Context, id: string): Promise<RecallPage | null> {
	if (!/^[0-9a-f-]{36}$/i.test(id)) return null
	const recall = await readCase(ctx, id)
	if (!recall) return null
	const { standing, approvedScope } = await standingOf(ctx, recall)
	const notices = await readNotices(ctx, id)
	const totals = await scopeTotals(ctx, id)
	const offers = standing.available.map(toOffer)
	const state = standing.definition.states.find((one) => one.key === standing.state)
	return {
		recall,
		state: {
			key: standing.state,
			title: titleOf(state ?? { key: standing.state }),
			tone: state ? toneOf(state) : 'draft',
		},
		steps: standing.available.map((step) => ({
			key: step.key,
			title: step.title,
			blockers: step.blockers.map((refusal) => refusal.message),
			meaning: step.signature?.meaning ?? null,
			meaningTitle: step.signature ? MEANING_TITLES[step.signature.meaning] : null,
		})),
		procedures: standing.procedures,
		approvals: standing.approvals,
		approvedSeeds: await approvedSeedsOf(ctx, standing.approvals),
		approvedScope,
		offers,
		byDialog: {
			steps: stepsByDialog(offers, recall.category),
			documents: await filesForSteps(ctx, 'recall', id, offers),
		},
		delegators: standing.delegators,
		scope: await readScope(ctx, id, SCOPE_PAGE),
		totals,
		notices,
		reconciliation: reconcile(notices.flatMap((notice) => notice.lines)),
		needs: closingNeeds(await readClosingFacts(ctx, id)),
		history: await readHistory(ctx, id, HISTORY),
		lotStates: await readLotStates(ctx),
		countries: [...new Set(notices.map((notice) => notice.party.country))].sort(),
		unaddressed: totals.flatMap(({ unit, unaddressed }) => (unaddressed === '0' ? [] : [{ unit, value: unaddressed }])),
	}
}

/** Where it stands; approvals of its opening are held against the scope of now, which is only walked where there are any. */
async function standingOf(
	ctx: Context,
	recall: CaseHead,
): Promise<{ standing: RecordStanding; approvedScope: RecallPage['approvedScope'] }> {
	const record = recallRecord(recall)
	const from = await stepsFrom(ctx, 'recall', recall.id, recall.status)
	const decisions = await decideRecallGuards(ctx, recall.id, from, { dryRun: true })
	const standing = await readStanding(ctx, 'recall', recall.id, record, decisions)
	const given = openingsOf(standing)
	if (given.length === 0) return { standing, approvedScope: null }
	const decided = await decideScope(ctx, recall.seedLotIds, { store: false })
	const now = openingCovers(within(decided, recall.scopeKind).keys())
	const bound = await readStanding(ctx, 'recall', recall.id, record, decisions, (step) =>
		step === 'open' ? now : undefined,
	)
	const latest = given.at(-1)?.covers as { lots: number } | null | undefined
	return {
		standing: bound,
		approvedScope: {
			lots: latest?.lots ?? 0,
			now: (now.shown as { lots: number }).lots,
			by: given.map((one) => one.approver),
			changed: openingsOf(bound).length < given.length,
		},
	}
}

const openingsOf = ({ approvals }: RecordStanding) =>
	approvals.find(({ transition }) => transition === 'open')?.given.filter((one) => one.why === null) ?? []

/** What the approvals of an expansion that count were given on; they were all given on the same. */
async function approvedSeedsOf(
	ctx: Context,
	approvals: RecordStanding['approvals'],
): Promise<RecallPage['approvedSeeds']> {
	const given = approvals.find(({ transition }) => transition === 'expand')?.given.filter((one) => one.why === null)
	const covers = given?.[0]?.covers
	if (!given || !covers) return null
	const { seedLotIds, lots } = covers as { seedLotIds: string[]; lots: number }
	return { seeds: await readSeeds(ctx, seedLotIds), lots, by: given.map((one) => one.approver) }
}
