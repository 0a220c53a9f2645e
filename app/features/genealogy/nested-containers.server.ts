import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { allContentsOf, type LockedContainer, lockContainers, outerOf, readSscc } from './containers.queries.server.ts'
import type { EventPart, EventProblem, RecordEvent } from './event-request.ts'

/** Containers that an event puts into another or takes out of it, locked, and what is in them as parts of the event. */
export type NestedContainers = { inner: LockedContainer[]; parts: EventPart[] }

/**
 * Locks the containers that go into `outer` or come out of it, and reads what is in them: the lots are named by the event,
 * and stay in the container in which they are. Null where an event speaks of none.
 * Problems, at `containers.N`: `invalid-sscc`, `unknown-container`, `container-shipped`, `packed-in-container` (it is in one
 * already), `container-cycle` (the outer one is in it), `not-in-container` (it is not in the outer one).
 */
export async function openNested(
	ctx: Context,
	event: RecordEvent,
	outer: LockedContainer | null,
): Promise<Result<NestedContainers | null, EventProblem>> {
	const asked = event.containers ?? []
	if (asked.length === 0 || !outer) return ok(null)
	const codes = asked.map(readSscc)
	const none = codes.indexOf(null)
	if (none >= 0) return err({ code: 'invalid-sscc', path: `containers.${none}`, detail: asked[none] ?? '' })
	const locked = await lockContainers(
		ctx,
		codes.filter((code) => code !== null),
	)
	const around = new Set([outer.id, ...(await outerOf(ctx, outer.id))])
	const inner: LockedContainer[] = []
	const parts: EventPart[] = []
	for (const [index, sscc] of codes.entries()) {
		const path = `containers.${index}`
		const container = locked.find((one) => one.sscc === sscc)
		if (!container) return err({ code: 'unknown-container', path })
		const code = whyNot(event.kind, container, { outer, around })
		if (code) return err({ code, path, detail: container.sscc })
		if (inner.some((one) => one.id === container.id)) continue
		inner.push(container)
		for (const { lotId, value, unit } of await allContentsOf(ctx, container.id))
			parts.push({ side: 'input', path, lotId, newLot: null, quantity: { value, unit } })
	}
	return ok({ inner, parts })
}

function whyNot(
	kind: RecordEvent['kind'],
	container: LockedContainer,
	{ outer, around }: { outer: LockedContainer; around: ReadonlySet<string> },
): EventProblem['code'] | null {
	if (container.shippedAt) return 'container-shipped'
	if (kind === 'unpack') return container.parentId === outer.id ? null : 'not-in-container'
	if (around.has(container.id)) return 'container-cycle'
	return container.parentId === null ? null : 'packed-in-container'
}
