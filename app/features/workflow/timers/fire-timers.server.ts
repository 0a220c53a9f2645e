import type { Context } from '#app/platform/request/context.server.ts'
import { ownPrincipal } from '../acting-for.server.ts'
import { decideTimer, type TimerDecision } from '../decide-timer.ts'
import { loadContext } from '../load-position.server.ts'
import { loadPinnedWorkflow } from '../load-workflow.server.ts'
import { moveRecords } from '../move-records.server.ts'
import { type RecordRow, readRecords } from '../record.queries.server.ts'
import { type ActedStep, runActions } from '../run-actions.server.ts'
import { WorkflowInstance } from '../workflow.entity.server.ts'
import type { Refusal } from '../workflow.model.ts'
import type { RecordKind } from '../workflow-subjects.model.ts'
import { claimTimers, type DueTimer } from './claim-timers.server.ts'

/** What became of the timers of a batch. `later`: on the calendar as it is now they are not due yet. */
export type Fired = { warned: number; moved: number; refused: number; gone: number; later: number }

type Decided = { timer: DueTimer; instance: WorkflowInstance; row: RecordRow; decision: TimerDecision }
type Moving = Decided & { decision: Extract<TimerDecision, { kind: 'move' }> }
type Outcome =
	| { kind: 'decided'; decided: Decided }
	| { kind: 'gone'; timer: DueTimer }
	| { kind: 'later'; timer: DueTimer; dueAt: Date }
	| { kind: 'refused'; timer: DueTimer; label: string; code: string; refusals: readonly Refusal[] }

/**
 * Fires timers, each once: under the locks of their records they are looked at again (another worker may have fired one, a
 * record may have moved on, the calendar may have changed), then warn, escalate, or move the record by the interpreter,
 * and are marked in the same transaction. What is locked by somebody else is left for the next time.
 */
export async function fireTimers(ctx: Context, due: readonly DueTimer[]): Promise<Fired> {
	const claimed = await claimTimers(ctx, due)
	const outcomes: Outcome[] = []
	for (const [kind, timers] of Map.groupBy(claimed, (timer) => timer.kind))
		outcomes.push(...(await judge(ctx, kind, timers)))
	await mark(ctx, outcomes)
	const decided = outcomes.flatMap((outcome) => (outcome.kind === 'decided' ? [outcome.decided] : []))
	await runActions(ctx, decided.map(actedStep))
	for (const one of decided) if (one.decision.kind !== 'move') noteWarning(ctx, one)
	const moving = decided.filter((one): one is Moving => one.decision.kind === 'move')
	const refusedMoves = await move(ctx, moving)
	const refused = outcomes.filter((outcome) => outcome.kind === 'refused')
	for (const { timer, label, code, refusals } of refused) noteRefusal(ctx, timer, label, code, refusals)
	return {
		warned: decided.length - moving.length,
		moved: moving.length - refusedMoves,
		refused: refused.length + refusedMoves,
		gone: outcomes.filter(({ kind }) => kind === 'gone').length,
		later: outcomes.filter(({ kind }) => kind === 'later').length,
	}
}

/** What each timer does, decided by the version that its record is pinned to. A record moves once at a time. */
async function judge(ctx: Context, kind: RecordKind, timers: readonly DueTimer[]): Promise<Outcome[]> {
	const ids = [...new Set(timers.map(({ instanceId }) => instanceId))]
	const found = await ctx.em.find(WorkflowInstance, { id: { $in: ids } }, { refresh: true })
	const instances = new Map(found.map((instance) => [instance.id, instance]))
	const rows = await readRecords(
		ctx,
		kind,
		timers.map(({ subjectId }) => subjectId),
	)
	const leaving = new Set<string>()
	const outcomes: Outcome[] = []
	for (const timer of timers) {
		// The first timer that moves a record ends the stay; the move takes the others of that stay away.
		if (leaving.has(timer.instanceId)) continue
		const outcome = await judgeOne(ctx, timer, instances.get(timer.instanceId), rows.get(timer.subjectId))
		if (outcome.kind === 'decided' && outcome.decided.decision.kind === 'move') leaving.add(timer.instanceId)
		outcomes.push(outcome)
	}
	return outcomes
}

async function judgeOne(
	ctx: Context,
	timer: DueTimer,
	instance: WorkflowInstance | undefined,
	row: RecordRow | undefined,
): Promise<Outcome> {
	if (!instance || !row || instance.entry !== timer.entry) return { kind: 'gone', timer }
	const { definition } = await loadPinnedWorkflow(ctx, instance.versionId)
	const asked = { kind: timer.kind, definition, record: row.record, transitions: [] }
	const context = await loadContext(ctx, asked, ownPrincipal(ctx), {})
	const position = { state: instance.state, enteredAt: instance.enteredAt }
	const decided = decideTimer(definition, position, timer.key, context)
	if (decided.ok) return { kind: 'decided', decided: { timer, instance, row, decision: decided.value } }
	const { error } = decided
	if (error.code === 'timer-gone') return { kind: 'gone', timer }
	if (error.code === 'timer-not-due') return { kind: 'later', timer, dueAt: error.dueAt }
	const refusals = 'refusals' in error ? error.refusals : []
	return { kind: 'refused', timer, label: row.label, code: error.code, refusals }
}

/** Marks them before anything moves: what a move leaves behind unfired is taken away. */
async function mark(ctx: Context, outcomes: readonly Outcome[]): Promise<void> {
	const rows = outcomes.map((outcome) => {
		const { instanceId, entry, key } = outcome.kind === 'decided' ? outcome.decided.timer : outcome.timer
		return {
			instance_id: instanceId,
			entry,
			key,
			due_at: outcome.kind === 'later' ? outcome.dueAt.toISOString() : null,
		}
	})
	if (rows.length === 0) return
	await ctx.em.execute(
		`update workflow_timer t set fired_at = case when r.due_at is null then ?::timestamptz end, due_at = coalesce(r.due_at, t.due_at)
		from jsonb_to_recordset(?::jsonb) as r(instance_id uuid, entry int, key text, due_at timestamptz)
		where t.instance_id = r.instance_id and t.entry = r.entry and t.key = r.key and t.fired_at is null`,
		[ctx.now, JSON.stringify(rows)],
	)
}

const actedStep = ({ timer, instance, row, decision }: Decided): ActedStep => ({
	kind: timer.kind,
	id: timer.subjectId,
	label: row.label,
	record: row.record,
	instanceId: instance.id,
	occasion: `${timer.entry}:${timer.key}`,
	origin: `timer:${timer.key}`,
	from: instance.state,
	to: instance.state,
	reason: null,
	trigger: { type: 'timer', timer: timer.key },
	actions: decision.effects.flatMap((effect) => (effect.type === 'run-action' ? [effect.action] : [])),
})

function noteWarning(ctx: Context, { timer, instance, row, decision }: Decided): void {
	ctx.audit.record({
		action: decision.kind === 'escalate' ? 'timer.escalate' : 'timer.warn',
		subject: { type: timer.kind, id: timer.subjectId, label: row.label },
		after: { timer: timer.key, state: instance.state },
	})
}

function noteRefusal(ctx: Context, timer: DueTimer, label: string, code: string, refusals: readonly Refusal[]): void {
	ctx.log.warn({ timer: timer.key, record: label, code }, 'timer did nothing')
	ctx.audit.record({
		action: 'timer.refused',
		subject: { type: timer.kind, id: timer.subjectId, label },
		after: { timer: timer.key, code, refusals: refusals.map(({ message }) => message[ctx.language]) },
	})
}

/** Moves the records, those of one step together; answers how many were refused after all. */
async function move(ctx: Context, moving: readonly Moving[]): Promise<number> {
	let refused = 0
	const nameOf = ({ timer, decision }: Moving) => `${timer.kind} ${decision.decision.transition.key} ${timer.key}`
	for (const group of Map.groupBy(moving, nameOf).values()) {
		const [first] = group
		if (!first) continue
		const done = await moveRecords(ctx, {
			kind: first.timer.kind,
			records: group.map(({ timer, row }) => ({ id: timer.subjectId, label: row.label })),
			transition: first.decision.decision.transition.key,
			trigger: { type: 'timer', timer: first.timer.key },
			reason: null,
		})
		const timers = new Map(group.map(({ timer }) => [timer.subjectId, timer]))
		for (const { id, label, refusals } of done.refused) {
			const timer = timers.get(id)
			if (timer) noteRefusal(ctx, timer, label, 'transition-refused', refusals)
		}
		refused += done.refused.length
	}
	return refused
}
