import { useMemo } from 'react'
import { FEW_NODES } from '#app/ui/graph/canvas-view.ts'
import { dagreLayout } from '#app/ui/graph/dagre-layout.ts'
import type { GraphEdge, GraphNode, PlacedNode } from '#app/ui/graph/graph-model.ts'
import { layeredLayout } from '#app/ui/graph/layered-layout.ts'

/** The nodes in their places. Many are laid out by the linear layout: 5,000 take some tens of milliseconds. */
export const usePlaced = (nodes: readonly GraphNode[], edges: readonly GraphEdge[]): readonly PlacedNode[] =>
	useMemo(
		() => (nodes.length > FEW_NODES ? layeredLayout(nodes, edges) : dagreLayout(nodes, edges).nodes),
		[nodes, edges],
	)
