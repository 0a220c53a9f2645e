import type { LocalizedText } from '#app/core/localized.ts'
import { ROLE_KEYS, type RoleKey } from '#app/core/permission.ts'
import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import type { WorkflowAction } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { LockedLot } from './stock.queries.server.ts'

type Notify = Extract<WorkflowAction, { type: 'notify' }>

/** The notices that a lot's workflow may name. One that is not here says only that the lot has moved. */
const TITLES = new Map<string, (code: string) => LocalizedText>([
	['release_requested', (code) => ({ en: `${code} is waiting for release`, 'zh-CN': `${code} 待放行` })],
	['lot_released', (code) => ({ en: `${code} has been released`, 'zh-CN': `${code} 已放行` })],
	['lot_held', (code) => ({ en: `${code} is on hold`, 'zh-CN': `${code} 已冻结` })],
	['lot_rejected', (code) => ({ en: `${code} has been rejected`, 'zh-CN': `${code} 已拒收` })],
	['lot_recalled', (code) => ({ en: `${code} is being recalled`, 'zh-CN': `${code} 正在召回` })],
])

const moved = (code: string): LocalizedText => ({ en: `${code} has moved on`, 'zh-CN': `${code} 状态已更新` })

/**
 * Puts a notice of a lot's step before those whom the workflow names: everyone of a role, or the people of the lot's own
 * supplier. Customers hear of a lot with its shipment, not of its release.
 */
export async function notifyOfMove(ctx: Context, action: Notify, lot: LockedLot): Promise<void> {
	const title = (TITLES.get(action.template) ?? moved)(lot.code)
	const notice = { title, href: `/lots/${lot.id}`, dedupeKey: `${action.template}:${lot.id}:${lot.version}` }
	for (const recipient of action.to) {
		const [kind, key] = recipient.split(':')
		const role = ROLE_KEYS.find((one): one is RoleKey => one === key)
		if (kind === 'role' && role) await notifyRole(ctx, role, notice)
		else if (recipient === 'party:supplier' && lot.supplierId) {
			await notifyRole(ctx, 'supplier', notice, { partyId: lot.supplierId })
		}
	}
}
