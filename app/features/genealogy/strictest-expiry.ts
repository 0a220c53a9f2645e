import type { EventPart } from './event-request.ts'

/** The earliest expiry among the inputs of an event; null when none has one. */
export function strictestExpiry(
	parts: readonly EventPart[],
	lots: ReadonlyMap<string, { expiresOn: string | null }>,
): string | null {
	const dates = parts.flatMap((part) =>
		part.side === 'input' && part.lotId ? (lots.get(part.lotId)?.expiresOn ?? []) : [],
	)
	return dates.sort()[0] ?? null
}
