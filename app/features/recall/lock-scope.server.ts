import { lockRows } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { decideScope, type ScopedLot, within } from './decide-scope.server.ts'
import type { ScopeKind } from './recall.model.ts'

/**
 * Every lot that a recall of this reach takes in by the rules, its row locked until the unit of work ends, with the
 * stored decision that says why. Decides again after locking, until nothing new is found: whoever was using or shipping
 * one of them at that moment either has finished, and is found, or finds it recalled.
 */
export async function lockScope(
	ctx: Context,
	seedIds: readonly string[],
	kind: ScopeKind,
): Promise<Map<string, ScopedLot>> {
	let known = within(await decideScope(ctx, seedIds, { store: false }), kind)
	for (;;) {
		await lockRows(ctx, 'lot', [...known.keys()])
		const again = within(await decideScope(ctx, seedIds, { store: false }), kind)
		if (again.size === known.size) break
		known = again
	}
	return within(await decideScope(ctx, seedIds, { store: true }), kind)
}
