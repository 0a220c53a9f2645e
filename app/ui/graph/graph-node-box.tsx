import { Lock } from 'lucide-react'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { cx } from '#app/ui/cx.ts'
import { NODE_HEIGHT, type PlacedNode } from '#app/ui/graph/graph-model.ts'
import { TONE_ICONS, toneClass } from '#app/ui/status/tone.ts'

/** One node of the small graph: a strip in its status colour, its code, a second line, the icon of its status. */
export function GraphNodeBox({ node, self }: { node: PlacedNode; self: boolean }) {
	const { code, sub, status, tone, to, masked, scope, width, x, y } = node
	const Icon = masked ? Lock : TONE_ICONS[tone]
	const name = [code, sub, status].filter(Boolean).join(', ')
	const linked = to !== undefined && !self && !masked
	const body = (
		<g
			aria-hidden={linked || undefined}
			className={cx('node', toneClass(tone), self && 'self', masked && 'masked', scope && scope)}
			transform={`translate(${x} ${y})`}
		>
			<title>{name}</title>
			<rect className="box" width={width} height={NODE_HEIGHT} rx="5" />
			{!masked && <path className="strip" d="M5 0H4A4 4 0 0 0 0 4v36a4 4 0 0 0 4 4h1z" />}
			<text className="code" x="12" y={sub ? 19.5 : 26}>
				{code}
			</text>
			{sub && (
				<text className="sub" x="12" y="33">
					{sub}
				</text>
			)}
			<g className="icon">
				<Icon aria-hidden="true" x={width - 18} y="23" width="12" height="12" className="size-3!" />
			</g>
		</g>
	)
	if (!linked) return body
	return (
		<AppLink to={to} prefetch="none">
			<title>{name}</title>
			{body}
		</AppLink>
	)
}
