import { listAudit } from '#app/features/audit/audit.queries.server.ts'
import { inWords } from '#app/features/audit/step-titles.queries.server.ts'
import { loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import { documentsOfLot } from '#app/features/documents/documents.queries.server.ts'
import { containersOfLot } from '#app/features/genealogy/containers.queries.server.ts'
import { eventsOfLot } from '#app/features/genealogy/events.queries.server.ts'
import { inheritedBy } from '#app/features/genealogy/inherited.queries.server.ts'
import { type Neighbourhood, neighboursOf } from '#app/features/genealogy/neighbours.queries.server.ts'
import { deviationsOfLot } from '#app/features/quality/deviations.queries.server.ts'
import { resultsOfLot } from '#app/features/quality/results.queries.server.ts'
import { findingsOfLot } from '#app/features/quality/watch/findings.queries.server.ts'
import { loadReleaseFacts } from '#app/features/release/load-release-facts.server.ts'
import { RELEASE_GATE } from '#app/features/release/release-gate.model.ts'
import { type NamedRole, namedRoles, whoMay } from '#app/features/roles/role-names.queries.server.ts'
import { decisionsOfLot } from '#app/features/rules/decision.queries.server.ts'
import { listChecks } from '#app/features/rules/decision-checks.ts'
import { previewDecisions } from '#app/features/rules/preview-decisions.server.ts'
import { filesForSteps } from '#app/features/workflow/files-for-steps.server.ts'
import { lifecycleSteps } from '#app/features/workflow/lifecycle-steps.ts'
import { earlierHistory, readHistory } from '#app/features/workflow/record-history.server.ts'
import { toOffer } from '#app/features/workflow/step-offers.model.ts'
import { titleOf, toneOf } from '#app/features/workflow/workflow.model.ts'
import { type RecordStanding, readStanding } from '#app/features/workflow/workflow.queries.server.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { openHoldsOf } from './holds.queries.server.ts'
import { countLotParts } from './lot-counts.queries.server.ts'
import { readLotMissing } from './lot-missing.queries.server.ts'
import { orderOfLot } from './lot-order.queries.server.ts'
import { readLotStates } from './lot-states.queries.server.ts'
import { AUDIT_SHOWN, type LotTab } from './lot-tabs.model.ts'
import { type LotRecord, readLot, standingOf } from './lots.queries.server.ts'
import { isSettled, mayAmendLot } from './may-amend-lot.ts'
import { mayOpenLots } from './may-open-lots.ts'
import { type Identifier, lackingIdentifiers } from './missing-identifiers.queries.server.ts'
import { wayBackToMaking } from './way-back-to-making.server.ts'

/** States in which the release conditions are what a lot waits for. */
const BEFORE_RELEASE: ReadonlySet<string> = new Set(['quarantine', 'pending_release', 'on_hold', 'changed'])

/** Where the lists of a lot's page go on. */
export type LotCursors = { findings?: string }

/** Everything of one lot on one page; null when there is none or it is not to be seen. */
export type LotPage = NonNullable<Awaited<ReturnType<typeof readLotPage>>>

/**
 * Reads a lot's page in a fixed number of statements, however much there is of the lot: what stands above its parts, and the
 * part that is looked at; of the others only how much there is. A partner gets the lot, where it stands and its own documents;
 * what is inside the house (genealogy, results, decisions, events, audit) is not read for it at all.
 */
export async function readLotPage(ctx: Context, id: string, tab: LotTab = 'overview', at: LotCursors = {}) {
	const lot = mayOpenLots(ctx) ? await readLot(ctx, id) : null
	if (!lot) return null
	const standing = await readStanding(ctx, 'lot', lot.id, standingOf(lot))
	const internal = partyOf(ctx.actor) === null && ctx.ability.can('read', 'TraceEvent')
	const actions = await towardsMaking(ctx, lot.id, standing, actionsOf(standing, await namedRoles(ctx)))
	return {
		lot,
		attributes: await loadAttributes(ctx, 'lot'),
		states: await readLotStates(ctx),
		workflowVersion: standing.versionNumber,
		steps: stepsOf(standing),
		locks: indexOf(standing.definition).states.get(standing.state)?.locks ?? [],
		actions,
		next: nextOf(standing),
		approvals: standing.approvals,
		deadlines: standing.deadlines,
		procedures: standing.procedures,
		delegators: standing.delegators,
		now: ctx.now.toISOString(),
		...(await readLacking(ctx, lot)),
		documents: ctx.ability.can('read', 'Document') ? await documentsOfLot(ctx, lot.id) : { rows: [], all: 0 },
		/** Documents to choose from for the steps that ask for one. */
		files: await filesForSteps(ctx, 'lot', lot.id, actions),
		orderNumber: internal && lot.orderId ? await orderOfLot(ctx, lot.orderId) : null,
		inside: internal ? await readInside(ctx, lot, standing, tab, at) : null,
	}
}

/** What the label of the lot's item carries and the lot lacks, and whether the actor may write to the lot. */
async function readLacking(ctx: Context, lot: LotRecord): Promise<{ lacks: Identifier[]; mayAmend: boolean }> {
	const party = partyOf(ctx.actor)
	const stranger = party !== null && party !== lot.supplier?.id
	const lacks = isSettled(lot) || stranger ? [] : ((await lackingIdentifiers(ctx, [lot.id])).get(lot.id) ?? [])
	return { lacks, mayAmend: mayAmendLot(ctx, lot) }
}

/** Of its events the overview shows the newest; the part of their own shows more. */
const NEWEST_EVENTS = 30

const NO_NEIGHBOURS: Neighbourhood = { lots: [], links: [], parents: 0, children: 0 }

/** What the part that is looked at does not show is empty; `counts` says how much there is of it. */
async function readInside(ctx: Context, lot: LotRecord, standing: RecordStanding, tab: LotTab, at: LotCursors) {
	const isOn = (...tabs: readonly LotTab[]) => tab === 'overview' || tabs.includes(tab)
	const seesResults = isOn('quality') && ctx.ability.can('read', 'TestResult')
	const mayAudit = ctx.ability.can('read', 'AuditEntry')
	const history = tab === 'events' ? await readHistory(ctx, { kind: 'lot', id: lot.id }, standing, false) : []
	return {
		holds: await openHoldsOf(ctx, lot.id),
		containers: await containersOfLot(ctx, lot.id),
		inherits: await inheritedBy(ctx, lot.id),
		release: BEFORE_RELEASE.has(lot.status) ? await releaseConditions(ctx, lot.id) : null,
		counts: await countLotParts(ctx, lot.id),
		mayAudit,
		results: seesResults ? await resultsOfLot(ctx, lot.id) : [],
		findings: seesResults ? await findingsOfLot(ctx, lot.id, at.findings) : { rows: [], more: 0, nextCursor: null },
		deviations:
			isOn() && ctx.ability.can('read', 'Deviation') ? await deviationsOfLot(ctx, lot.id) : { rows: [], all: 0 },
		neighbours: isOn('genealogy') ? await neighboursOf(ctx, lot.id) : NO_NEIGHBOURS,
		events: isOn('events') ? await eventsOfLot(ctx, lot.id, tab === 'overview' ? { limit: NEWEST_EVENTS } : {}) : [],
		making: isOn('process') ? await eventsOfLot(ctx, lot.id, { making: true }) : [],
		history,
		earlier: await earlierHistory(ctx, { kind: 'lot', id: lot.id }, history, false),
		decisions: isOn('decisions') ? await readDecisions(ctx, lot.id) : [],
		missing: isOn() ? await readLotMissing(ctx, lot) : null,
		audit: tab === 'audit' && mayAudit ? await readAudit(ctx, lot.id) : [],
	}
}

async function readDecisions(ctx: Context, lotId: string) {
	return (await decisionsOfLot(ctx, lotId)).map((decision) => ({
		id: decision.id,
		ruleSet: decision.ruleSet,
		version: decision.version,
		status: decision.status,
		outcome: decision.outcome,
		evaluatedAt: decision.evaluatedAt,
		checks: listChecks(decision),
	}))
}

/** What the release would find now; nothing is stored. */
async function releaseConditions(ctx: Context, lotId: string) {
	const loaded = (await loadReleaseFacts(ctx, [lotId])).get(lotId)
	const [decision] = await previewDecisions(ctx, RELEASE_GATE, [{ facts: loaded?.facts ?? {}, scope: loaded?.scope }])
	return decision ? { version: decision.version, status: decision.status, checks: listChecks(decision) } : null
}

function stepsOf(standing: RecordStanding) {
	const history = standing.steps.slice(0, -1).map((step) => ({ state: step.to, enteredAt: step.at }))
	return lifecycleSteps(standing.definition, { state: standing.state, enteredAt: standing.enteredAt }, history).map(
		(step) => ({
			state: step.state,
			title: step.title,
			tone: step.tone,
			status: step.status,
			enteredAt: step.enteredAt?.toISOString() ?? null,
		}),
	)
}

function actionsOf(standing: RecordStanding, roles: readonly NamedRole[]) {
	const { transitions } = indexOf(standing.definition)
	return standing.available.map((transition) => ({
		...toOffer(transition),
		/** Who may take it, so that the page can say who is asked. */
		roles: whoMay(roles, 'Lot', transitions.get(transition.key)?.permission?.action),
	}))
}

/** A hold placed on a lot in the making leads back there when it is lifted; its dialog says so. */
async function towardsMaking(
	ctx: Context,
	lotId: string,
	{ definition }: RecordStanding,
	actions: readonly LotAction[],
): Promise<LotAction[]> {
	const lifts = actions.some(({ key }) => key === 'lift_hold')
	const back = lifts ? await wayBackToMaking(ctx, lotId, definition) : null
	const state = back && indexOf(definition).states.get(back.to)
	if (!state) return [...actions]
	const to = { key: state.key, title: titleOf(state), tone: toneOf(state), category: state.category }
	return actions.map((action) => (action.key === 'lift_hold' ? { ...action, to } : action))
}

export type LotAction = ReturnType<typeof actionsOf>[number]

/** The step that leads on along the main path, when a person takes it. */
function nextOf(standing: RecordStanding): string | null {
	const todo = stepsOf(standing).find((step) => step.status === 'todo')
	return standing.available.find((transition) => transition.to.key === todo?.state)?.key ?? null
}

/** The newest entries of a lot, each with what was done in words where there are any. */
const readAudit = async (ctx: Context, lotId: string) =>
	inWords(ctx, (await listAudit(ctx, { subject: lotId }, { limit: AUDIT_SHOWN })).items)
