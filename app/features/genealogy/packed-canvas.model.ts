import type { TraceCanvas } from './trace-canvas.model.ts'

/**
 * A canvas as it travels to the browser: thousands of lots and links as three texts in place of some ten thousand objects,
 * which server and browser would take apart one by one. Rows end with `~`, their parts with `|`; links name places in the
 * list of lots, groups and parties.
 */
export type PackedCanvas = Pick<TraceCanvas, 'items' | 'groups' | 'parties' | 'total'> & {
	statuses: string[]
	units: string[]
	lots: string
	links: string
	/** Places of the lots in the narrow scope; null where nothing narrows. */
	narrow: string | null
}

/** Places of values in the order they are first asked for. */
class Places {
	readonly #places = new Map<string, number>()

	of(value: string): number {
		const known = this.#places.get(value)
		if (known !== undefined) return known
		this.#places.set(value, this.#places.size)
		return this.#places.size - 1
	}
	all(): string[] {
		return [...this.#places.keys()]
	}
}

const PLAIN = /^[\w.-]*$/
const escaped = (code: string): string => (PLAIN.test(code) ? code : encodeURIComponent(code).replaceAll('~', '%7E'))
const rows = (text: string): string[] => (text === '' ? [] : text.split('~'))

/** A canvas, with the narrow scope drawn on it, as it is sent. */
export function packCanvas(canvas: TraceCanvas, narrow: ReadonlySet<string> | null): PackedCanvas {
	const [statuses, units, drawn] = [new Places(), new Places(), new Places()]
	for (const { id } of [...canvas.lots, ...canvas.groups]) drawn.of(id)
	for (const { id } of canvas.parties) drawn.of(`party:${id}`)
	const lots = canvas.lots.map(({ id, code, item, status, quantity }) =>
		[id, escaped(code), item, statuses.of(status), quantity.value, units.of(quantity.unit)].join('|'),
	)
	const links = canvas.links.map(({ from, to, quantities, links, reconstructed }) => {
		const told = quantities.map(({ value, unit }) => `${value} ${units.of(unit)}`)
		return [drawn.of(from), drawn.of(to), reconstructed ? 1 : 0, links, ...told].join('|')
	})
	return {
		items: canvas.items,
		groups: canvas.groups,
		parties: canvas.parties,
		total: canvas.total,
		statuses: statuses.all(),
		units: units.all(),
		lots: lots.join('~'),
		links: links.join('~'),
		narrow: narrow && canvas.lots.flatMap(({ id }, place) => (narrow.has(id) ? [place] : [])).join('~'),
	}
}

/** What was packed, as it was. */
export function unpackCanvas(packed: PackedCanvas): { canvas: TraceCanvas; narrow: ReadonlySet<string> | null } {
	const { items, groups, parties, total, statuses, units } = packed
	const lots = rows(packed.lots).map((row) => {
		const [id = '', code = '', item, status, value = '', unit] = row.split('|')
		return {
			id,
			code: code.includes('%') ? decodeURIComponent(code) : code,
			item: Number(item),
			status: statuses[Number(status)] ?? '',
			quantity: { value, unit: units[Number(unit)] ?? '' },
		}
	})
	const drawn = [...lots.map(({ id }) => id), ...groups.map(({ id }) => id), ...parties.map(({ id }) => `party:${id}`)]
	const links = rows(packed.links).map((row) => {
		const [from, to, reconstructed, links, ...told] = row.split('|')
		return {
			from: drawn[Number(from)] ?? '',
			to: drawn[Number(to)] ?? '',
			quantities: told.map((one) => {
				const [value = '', unit] = one.split(' ')
				return { value, unit: units[Number(unit)] ?? '' }
			}),
			links: Number(links),
			reconstructed: reconstructed === '1',
		}
	})
	return {
		canvas: { items, lots, groups, links, parties, total },
		narrow: packed.narrow === null ? null : new Set(rows(packed.narrow).map((place) => drawn[Number(place)] ?? '')),
	}
}
