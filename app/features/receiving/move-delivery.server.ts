import type { RoleKey } from '#app/core/permission.ts'
import { ROLE_KEYS } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import type { Shipment } from '#app/features/shipping/shipment.entity.server.ts'
import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { type Moved, type MoveError, moveRecord } from '#app/features/workflow/move-record.server.ts'
import { type GuardDecision, titleOf } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** The columns of a delivery that permissions and forms of its workflow look at. */
export const deliveryStanding = (delivery: Shipment) => ({
	id: delivery.id,
	number: delivery.number,
	partyId: delivery.partyId,
	siteId: delivery.siteId,
	status: delivery.status,
	version: delivery.version,
})

/**
 * Moves a locked delivery by the workflow `receipt`, tells whom its notices name, and leaves the entity as it now is in
 * the database.
 * Errors: `transition-refused` with everything that is missing.
 */
export async function moveDelivery(
	ctx: Context,
	delivery: Shipment,
	move: { transition: string; reason?: string; decisions?: Record<string, GuardDecision> },
): Promise<Result<Moved, MoveError>> {
	await ctx.em.flush()
	const moved = await moveRecord(ctx, {
		kind: 'delivery',
		id: delivery.id,
		label: delivery.number,
		transition: move.transition,
		reason: move.reason,
		decisions: move.decisions ?? {},
		record: deliveryStanding(delivery),
	})
	if (!moved.ok) return err(moved.error)
	await ctx.em.refresh(delivery)
	await tell(ctx, delivery, moved.value)
	return ok(moved.value)
}

/** Puts the notices of a move before the roles they name; the supplier's before that supplier's people alone. */
async function tell(ctx: Context, delivery: Shipment, moved: Moved): Promise<void> {
	const notices = moved.actions.flatMap((action) =>
		action.type === 'notify' ? action.to.map((to) => ({ to, template: action.template })) : [],
	)
	if (notices.length === 0) return
	const { definition } = await loadActiveWorkflow(ctx, 'receipt')
	const state = titleOf(definition.states.find((found) => found.key === moved.to) ?? { key: moved.to })
	const title = {
		en: `Delivery ${delivery.number}: ${state.en}`,
		'zh-CN': `到货 ${delivery.number}：${state['zh-CN']}`,
	}
	for (const { to, template } of notices) {
		const notice = { title, href: `/deliveries/${delivery.id}`, dedupeKey: `${template}:${delivery.id}:${moved.from}` }
		const role = to.replace(/^role:/, '')
		if (to === 'party:supplier') await notifyRole(ctx, 'supplier', notice, { partyId: delivery.partyId })
		else if ((ROLE_KEYS as readonly string[]).includes(role)) await notifyRole(ctx, role as RoleKey, notice)
	}
}
