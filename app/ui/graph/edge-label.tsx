import { middleOf, type PlacedEdge } from '#app/ui/graph/graph-lines.ts'

const ABOVE = 11

/** How much passed along a link, in its middle; above a dashed one, whose dashes would not be seen behind it. */
export function EdgeLabel({ link: { edge, from, to } }: { link: PlacedEdge }) {
	if (!edge.label) return null
	const { x, y: line } = middleOf(from, to)
	const y = line - (edge.reconstructed ? ABOVE : 0)
	const width = [...edge.label].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) > 0x2e7f ? 10.5 : 5.8), 6)
	return (
		<>
			<rect className="edge-label-bg" x={x - width / 2} y={y - 7} width={width} height="14" rx="3" />
			<text className="edge-label" x={x} y={y + 3.7} textAnchor="middle">
				{edge.label}
			</text>
		</>
	)
}
