/*
 * What a process has noticed that does not stop it, and that whoever runs it should know. Names only, never what or whose:
 * everybody may read it.
 */

const noticed = new Map<string, Set<string>>()

/** Notes that something works less well than it should, or does again. `what` is a part of the portal, `where` a place in it. */
export function noteDegraded(what: string, where: string, isDegraded: boolean): void {
	const places = noticed.get(what) ?? new Set<string>()
	if (isDegraded) places.add(where)
	else places.delete(where)
	noticed.set(what, places)
}

/** The parts of the portal that work less well than they should, with the number of places. */
export const degradedParts = (): Record<string, number> =>
	Object.fromEntries([...noticed].flatMap(([what, { size }]) => (size > 0 ? [[what, size] as const] : [])))
