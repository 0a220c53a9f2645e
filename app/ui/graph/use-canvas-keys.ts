import { type FocusEvent, type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { PlacedEdge } from '#app/ui/graph/graph-lines.ts'
import type { PlacedNode } from '#app/ui/graph/graph-model.ts'
import type { CanvasView } from '#app/ui/graph/use-canvas-view.ts'

const ARROWS = { ArrowRight: 'after', ArrowLeft: 'before', ArrowDown: 'below', ArrowUp: 'above' } as const
type Way = (typeof ARROWS)[keyof typeof ARROWS]

interface KeyOptions {
	readonly nodes: readonly PlacedNode[]
	readonly edges: readonly PlacedEdge[]
	readonly view: CanvasView
	/** Where Tab comes to at first. */
	readonly firstId: string | undefined
	readonly onOpen: (node: PlacedNode) => void
	readonly onSelect: (id: string | undefined) => void
}

interface CanvasKeys {
	/** The node that has the focus, or would get it by Tab. */
	readonly currentId: string | undefined
	readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
	readonly onFocus: (event: FocusEvent<HTMLElement>) => void
}

/**
 * Walks the canvas by keyboard: Tab comes to one node, right and left follow the links, up and down the column; Enter opens
 * what is focused, Space chooses it, Escape chooses nothing. What is out of the picture is brought into it.
 */
export function useCanvasKeys({ nodes, edges, view, firstId, onOpen, onSelect }: KeyOptions): CanvasKeys {
	const byId = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes])
	const [focused, setFocused] = useState<string>()
	const wanted = useRef<string>()
	const { canvas, reveal } = view
	const currentId = [focused, firstId, nodes[0]?.id].find((id) => id !== undefined && byId.has(id))
	useLayoutEffect(() => {
		if (wanted.current === undefined || wanted.current !== currentId) return
		wanted.current = undefined
		canvas.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(currentId)}"]`)?.focus({ preventScroll: true })
	}, [canvas, currentId])

	const onKeyDown = useCallback(
		(event: KeyboardEvent<HTMLElement>) => {
			const node = nodeOf(event.target, byId)
			if (!node || event.ctrlKey || event.metaKey || event.altKey) return
			const way = ARROWS[event.key as keyof typeof ARROWS]
			if (event.key === 'Enter') onOpen(node)
			else if (event.key === ' ') onSelect(node.id)
			else if (event.key === 'Escape') onSelect(undefined)
			else if (way) {
				const next = nextOf(node, way, nodes, edges)
				if (next) {
					wanted.current = next.id
					setFocused(next.id)
					reveal(next)
				}
			} else return
			event.preventDefault()
			event.stopPropagation()
		},
		[byId, nodes, edges, reveal, onOpen, onSelect],
	)
	const onFocus = useCallback(
		(event: FocusEvent<HTMLElement>) => {
			const node = nodeOf(event.target, byId)
			if (!node) return
			setFocused(node.id)
			if (event.target.matches(':focus-visible')) reveal(node)
		},
		[byId, reveal],
	)
	return { currentId, onKeyDown, onFocus }
}

const nodeOf = (target: EventTarget, byId: ReadonlyMap<string, PlacedNode>): PlacedNode | undefined =>
	target instanceof HTMLElement ? byId.get(target.dataset.id ?? '') : undefined

function nextOf(
	node: PlacedNode,
	way: Way,
	nodes: readonly PlacedNode[],
	edges: readonly PlacedEdge[],
): PlacedNode | undefined {
	if (way === 'after' || way === 'before') {
		const linked = edges.flatMap(({ from, to }) => {
			if (way === 'after') return from.id === node.id ? [to] : []
			return to.id === node.id ? [from] : []
		})
		return linked.sort((a, b) => Math.abs(a.y - node.y) - Math.abs(b.y - node.y))[0]
	}
	// A tall column stands beside itself in parts: down from the last of one is the first of the next.
	const column = nodes.filter(({ rank }) => rank === node.rank).sort((a, b) => a.x - b.x || a.y - b.y)
	return column[column.findIndex(({ id }) => id === node.id) + (way === 'below' ? 1 : -1)]
}
