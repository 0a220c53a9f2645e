import { useReactFlow } from '@xyflow/react'
import { type KeyboardEvent, useCallback, useMemo } from 'react'
import type { GraphEdge, PlacedNode } from '#app/ui/graph/graph-model.ts'

const ARROWS = { ArrowRight: 'after', ArrowLeft: 'before', ArrowDown: 'below', ArrowUp: 'above' } as const

type Neighbours = { after: Map<string, string[]>; before: Map<string, string[]> }

function neighboursOf(edges: readonly GraphEdge[]): Neighbours {
	const found: Neighbours = { after: new Map(), before: new Map() }
	const add = (map: Map<string, string[]>, at: string, beside: string) => {
		const list = map.get(at)
		if (list) list.push(beside)
		else map.set(at, [beside])
	}
	for (const { from, to } of edges) {
		add(found.after, from, to)
		add(found.before, to, from)
	}
	return found
}

/**
 * Walks the canvas by keyboard: right and left along the links, up and down within a column, Enter opens what is focused.
 * What is off the picture is brought into it first, because only what is seen is drawn.
 */
export function useCanvasKeys(
	nodes: readonly PlacedNode[],
	edges: readonly GraphEdge[],
	open: (node: PlacedNode) => void,
): (event: KeyboardEvent<HTMLElement>) => void {
	const flow = useReactFlow()
	const byId = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes])
	const beside = useMemo(() => neighboursOf(edges), [edges])
	return useCallback(
		(event) => {
			const element = (event.target as HTMLElement).closest<HTMLElement>('.react-flow__node')
			const node = element && event.target === element ? byId.get(element.dataset.id ?? '') : undefined
			if (!node) return
			if (event.key === 'Enter') {
				event.preventDefault()
				event.stopPropagation()
				open(node)
				return
			}
			const way = ARROWS[event.key as keyof typeof ARROWS]
			if (!way) return
			event.preventDefault()
			event.stopPropagation()
			const next = nextOf(node, way, byId, beside)
			if (next) focusNode(event.currentTarget, next, flow)
		},
		[byId, beside, flow, open],
	)
}

function nextOf(
	node: PlacedNode,
	way: (typeof ARROWS)[keyof typeof ARROWS],
	byId: ReadonlyMap<string, PlacedNode>,
	beside: Neighbours,
): PlacedNode | undefined {
	if (way === 'after' || way === 'before') {
		const linked = (beside[way].get(node.id) ?? []).flatMap((id) => byId.get(id) ?? [])
		return linked.sort((a, b) => Math.abs(a.y - node.y) - Math.abs(b.y - node.y))[0]
	}
	const sign = way === 'below' ? 1 : -1
	let found: PlacedNode | undefined
	for (const other of byId.values()) {
		if (other.rank !== node.rank || (other.y - node.y) * sign <= 0) continue
		if (!found || (other.y - found.y) * sign < 0) found = other
	}
	return found
}

function focusNode(canvas: HTMLElement, { id, x, y, width }: PlacedNode, flow: ReturnType<typeof useReactFlow>): void {
	const find = () => canvas.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
	const drawn = find()
	const box = canvas.getBoundingClientRect()
	const at = drawn?.getBoundingClientRect()
	if (drawn && at && at.left > box.left && at.right < box.right && at.top > box.top && at.bottom < box.bottom) {
		drawn.focus()
		return
	}
	void flow.setCenter(x + width / 2, y, { zoom: flow.getZoom() })
	requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus({ preventScroll: true })))
}
