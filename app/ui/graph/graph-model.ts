import type { Tone } from '#app/ui/status/tone.ts'

/** A lot (or a shipment, a consignee) in a genealogy. */
export interface GraphNode {
	readonly id: string
	/** Its code; for a masked node a general word. */
	readonly code: string
	/** Item and quantity, short. */
	readonly sub?: string | undefined
	readonly tone: Tone
	/** The status in words, read out and shown on hover. */
	readonly status: string
	readonly to?: string | undefined
	/** Scope: `narrow` solid, `broad` dashed, `outside` faded. */
	readonly scope?: 'narrow' | 'broad' | 'outside' | undefined
	/** It exists but gives no code, owner or quantity. */
	readonly masked?: boolean | undefined
	/** Stands for several; opens into them. */
	readonly group?: boolean | undefined
	/** The head of its column: "Heat", "Bar". */
	readonly level?: string | undefined
}

/** From the source to what was made of it. */
export interface GraphEdge {
	readonly from: string
	readonly to: string
	/** The quantity passed on, with its unit. */
	readonly label?: string | undefined
	/** The material in question: a bold line. */
	readonly hot?: boolean | undefined
	/** Not yet happened: a dashed line. */
	readonly planned?: boolean | undefined
	/** Put together afterwards: a dashed line of another measure. */
	readonly reconstructed?: boolean | undefined
}

/** Where a link passes through a column between two nodes that it does not end at. */
export interface Passage {
	readonly left: number
	readonly right: number
	readonly y: number
}

export interface PlacedNode extends GraphNode {
	/** Of links that leave it for a column further on, by the node where they end: the ways around what stands between. */
	readonly passages?: ReadonlyMap<string, readonly Passage[]> | undefined
	readonly x: number
	readonly y: number
	readonly width: number
	readonly rank: number
}

export const NODE_HEIGHT = 44

/** How wide a node must be for its texts: monospaced code of 11 px, the rest of 10.5 px; Chinese takes twice the width. */
export function nodeWidth({ code, sub = '' }: Pick<GraphNode, 'code' | 'sub'>): number {
	const codeWidth = textWidth(code, 6.7)
	const subWidth = textWidth(sub, 5.6) + 18
	return Math.round(Math.min(220, Math.max(86, Math.max(codeWidth, subWidth) + 22)))
}

function textWidth(text: string, narrow: number): number {
	let width = 0
	for (const char of text) width += (char.codePointAt(0) ?? 0) > 0x2e7f ? 11 : narrow
	return width
}
