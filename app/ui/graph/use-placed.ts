import { useEffect, useMemo, useRef, useState } from 'react'
import { dagreLayout } from '#app/ui/graph/dagre-layout.ts'
import type { GraphEdge, GraphNode, PlacedNode } from '#app/ui/graph/graph-model.ts'
import { numberGraph, placeNodes } from '#app/ui/graph/layered-layout.ts'
import type { Places } from '#app/ui/graph/layered-places.ts'

/** Above this many nodes the linear layout takes over, in a thread of its own. */
export const LARGE = 150

type Placed = { of: readonly GraphNode[]; nodes: readonly PlacedNode[] }

/** The nodes in their places; null while a large graph is laid out for the first time. A newer question makes an older one void. */
export function usePlaced(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): readonly PlacedNode[] | null {
	const small = useMemo(() => (nodes.length > LARGE ? null : dagreLayout(nodes, edges).nodes), [nodes, edges])
	const [large, setLarge] = useState<Placed | null>(null)
	const worker = useRef<Worker | null>(null)
	const turn = useRef(0)
	useEffect(
		() => () => {
			worker.current?.terminate()
			worker.current = null
		},
		[],
	)
	useEffect(() => {
		if (nodes.length <= LARGE) return
		worker.current ??= new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
		const own = ++turn.current
		const graph = numberGraph(nodes, edges)
		const heard = (event: MessageEvent<{ turn: number; places: Places }>) => {
			if (event.data.turn !== own) return
			setLarge({ of: nodes, nodes: placeNodes(nodes, graph, event.data.places) })
		}
		const { current } = worker
		current.addEventListener('message', heard)
		current.postMessage({ turn: own, graph })
		return () => current.removeEventListener('message', heard)
	}, [nodes, edges])
	return small ?? (large?.of === nodes ? large.nodes : null)
}
