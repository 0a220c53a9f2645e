import type { Context } from '#app/platform/request/context.server.ts'
import { AttributeChange, type AttributeDefinition } from './dictionary.entity.server.ts'

type Change = {
	kind: 'create' | 'change' | 'deprecate' | 'restore'
	before: Record<string, unknown> | null
	after: Record<string, unknown>
	reason: string
	impact: object
}

const ACTIONS = {
	create: 'attribute.create',
	change: 'attribute.update',
	deprecate: 'attribute.deprecate',
	restore: 'attribute.restore',
} as const

/** Writes a change of the dictionary into its change record and into the audit trail, both or neither. */
export function noteChange(ctx: Context, record: AttributeDefinition, change: Change): void {
	const { kind, before, after, reason, impact } = change
	ctx.em.create(AttributeChange, {
		attributeId: record.id,
		subject: record.subject,
		key: record.key,
		kind,
		at: ctx.now,
		actorId: ctx.actor.kind === 'person' ? ctx.actor.id : null,
		actorName: ctx.actor.name,
		reason,
		before,
		after,
		impact: JSON.parse(JSON.stringify(impact)) as Record<string, unknown>,
	})
	ctx.audit.record({
		action: ACTIONS[kind],
		subject: { type: 'attribute', id: record.id, label: `${record.subject}.${record.key}` },
		before,
		after,
		reason,
	})
}
