import type { LocalizedText } from '#app/core/localized.ts'
import type { HoldSource } from '#app/features/lots/lot.model.ts'
import { liftHolds, type NewHold, writeHolds } from '#app/features/lots/write-holds.server.ts'
import { writeDeviation } from '#app/features/quality/write-deviation.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { dueAt } from './duration.model.ts'
import { kindBegunBy, openFromStep } from './open-from-step.server.ts'
import { partnerOf, runNotices } from './run-notices.server.ts'
import { setAttribute } from './set-attribute.server.ts'
import type { WorkflowAction, WorkflowTrigger } from './workflow.schema.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'
import { type NewOutboundEvent, writeOutboundEvents } from './write-outbound-events.server.ts'
import { type NewTask, writeTasks } from './write-tasks.server.ts'

/** A step or a timer of one record, whose actions are to be carried out. */
export type ActedStep = {
	kind: RecordKind
	id: string
	label: string
	record: Record<string, unknown>
	instanceId: string
	/** Keeps one step from telling anyone twice: the stay, and the timer. */
	occasion: string
	/** `step:release` or `timer:breach`. */
	origin: string
	from: string
	to: string
	reason: string | null
	trigger: WorkflowTrigger
	actions: readonly WorkflowAction[]
}

/** What actions have left for the caller: the hold placed by record, and events for other steps of the same record. */
export type Acted = { holds: ReadonlyMap<string, string>; emitted: { id: string; event: string }[] }

/** More records than this are told of in one notice. */
const TOLD_ONE_BY_ONE = 10

type Sink = { tasks: NewTask[]; events: NewOutboundEvent[]; holds: NewHold[]; emitted: Acted['emitted'] }
type Act<T extends WorkflowAction['type']> = (
	ctx: Context,
	step: ActedStep,
	action: Extract<WorkflowAction, { type: T }>,
	sink: Sink,
) => Promise<void> | void

const subject = (step: ActedStep) => ({ type: step.kind as string, id: step.id, label: step.label })
const text = (en: string, zh: string): LocalizedText => ({ en, 'zh-CN': zh })

/** Where nothing of the portal does it by itself, somebody is asked to: no action is lost. */
function ask(step: ActedStep, role: string, title: LocalizedText, sink: Sink) {
	sink.tasks.push({
		title,
		subject: subject(step),
		for: { role, partyId: null },
		dueAt: null,
		origin: step.origin,
		instanceId: step.instanceId,
	})
}

const openTask: Act<'task'> = (ctx, step, action, sink) => {
	const [who, name = ''] = action.assignee.split(':')
	const actorId = ctx.actor.kind === 'person' ? ctx.actor.id : null
	const assigned =
		who === 'person' || (who === 'user' && actorId)
			? { accountId: who === 'person' ? name : (actorId ?? '') }
			: { role: who === 'user' ? 'compliance_admin' : name, partyId: who === 'party' ? partnerOf(step.record) : null }
	sink.tasks.push({
		title: action.title,
		subject: subject(step),
		for: assigned,
		dueAt: action.due ? dueAt(ctx.now, action.due) : null,
		origin: step.origin,
		instanceId: step.instanceId,
	})
}

/** Who found the reason of a hold that a step places, by what has set the step off. */
const HOLD_SOURCE: Readonly<Record<WorkflowTrigger['type'], HoldSource>> = {
	user: 'person',
	timer: 'deadline',
	rule: 'rule',
	system: 'recall',
}

const placeHold: Act<'hold'> = (_ctx, step, action, sink) => {
	const reason = step.reason ?? action.reason ?? ''
	if (step.kind !== 'lot') {
		const label = step.label
		return ask(step, 'quality_reviewer', text(`Hold what belongs to ${label}`, `冻结 ${label} 的相关批次`), sink)
	}
	const source = HOLD_SOURCE[step.trigger.type]
	sink.holds.push({ lot: { id: step.id, code: step.label }, reason, source, from: step.from })
}

const openDeviation: Act<'deviation'> = async (ctx, step, _action, sink) => {
	if (step.kind !== 'lot') {
		const kind = kindBegunBy(ctx, 'deviation')
		if (kind && (await openFromStep(ctx, kind, step))) return
		return ask(step, 'quality_reviewer', text(`Open a deviation for ${step.label}`, `为 ${step.label} 开立偏差`), sink)
	}
	const title = ctx.language === 'zh-CN' ? `${step.label} 流程异常` : `Found by the workflow of ${step.label}`
	const reason = step.reason ?? title
	// Whoever found the reason may have opened one for it a moment ago, in this unit of work.
	const [opened] = await ctx.em.execute<{ id: string }[]>(
		`select id from deviation where lot_id = ? and category not in ('done', 'cancelled', 'rejected') and opened_at = ? limit 1`,
		[step.id, ctx.now],
	)
	if (opened) return
	const lot = { id: step.id, code: step.label }
	await writeDeviation(ctx, { lot, title, severity: 'major', reason, openedBy: accountOf(ctx.actor) })
}

/** Begins the record that another workflow moves; where that needs more than a step says, somebody is asked to. */
async function begin(ctx: Context, step: ActedStep, workflow: string, sink: Sink): Promise<void> {
	const kind = kindBegunBy(ctx, workflow)
	if (kind && (await openFromStep(ctx, kind, step))) return
	const title = text(`Start “${workflow}” for ${step.label}`, `为 ${step.label} 启动“${workflow}”`)
	ask(step, workflow === 'capa' ? 'quality_reviewer' : 'compliance_admin', title, sink)
}

const ACTS: { [T in WorkflowAction['type']]: Act<T> } = {
	// Told together with those of the other records, below.
	notify: () => {},
	task: openTask,
	hold: placeHold,
	liftHold: async (ctx, step) => {
		if (step.kind === 'lot') await liftHolds(ctx, { id: step.id, code: step.label }, step.reason)
	},
	set: (ctx, step, action) => setAttribute(ctx, step, action),
	deviation: openDeviation,
	capa: (ctx, step, _action, sink) => begin(ctx, step, 'capa', sink),
	startWorkflow: (ctx, step, action, sink) => begin(ctx, step, action.workflow, sink),
	webhook: (_ctx, step, action, sink) => {
		const { kind, id, label, from, to, reason } = step
		sink.events.push({ type: action.event, subject: subject(step), data: { kind, id, label, from, to, reason } })
	},
	emit: (_ctx, step, action, sink) => {
		sink.emitted.push({ id: step.id, event: action.event })
	},
}

/**
 * Carries out what steps and timers bring with them, in the caller's transaction: all of it becomes true with the move,
 * or none. Holds, tasks and events of many records are written together.
 */
export async function runActions(ctx: Context, steps: readonly ActedStep[]): Promise<Acted> {
	const sink: Sink = { tasks: [], events: [], holds: [], emitted: [] }
	for (const step of steps)
		for (const action of step.actions)
			await (ACTS[action.type] as Act<typeof action.type>)(ctx, step, action as never, sink)
	const holdIds = await writeHolds(ctx, sink.holds)
	await writeTasks(ctx, sink.tasks)
	await writeOutboundEvents(ctx, sink.events)
	await tell(ctx, steps)
	return {
		holds: new Map(sink.holds.map(({ lot }, index) => [lot.id, holdIds[index] as string])),
		emitted: sink.emitted,
	}
}

async function tell(ctx: Context, steps: readonly ActedStep[]): Promise<void> {
	if (steps.length <= TOLD_ONE_BY_ONE) {
		for (const step of steps) await runNotices(ctx, { ...step, href: `${subjectOf(step.kind).path}/${step.id}` })
		return
	}
	// Records of one partner, moved by one step, are one piece of news.
	const groups = Map.groupBy(steps, (step) => `${step.origin} ${partnerOf(step.record) ?? ''}`)
	for (const [key, group] of groups) {
		const [first] = group
		if (!first) continue
		const { path } = subjectOf(first.kind)
		const more = group.length - 1
		await runNotices(ctx, {
			...first,
			label: more > 0 ? `${first.label} +${more}` : first.label,
			occasion: `${first.occasion}:${key}`,
			href: more > 0 ? path : `${path}/${first.id}`,
		})
	}
}
