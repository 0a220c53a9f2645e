import { Download, FlaskConical } from 'lucide-react'
import type { CSSProperties } from 'react'
import { Button } from '#app/ui/actions/button.tsx'
import { ProgressBar } from '#app/ui/charts/progress-bar.tsx'
import { Switch } from '#app/ui/forms/switch.tsx'
import { GalleryPart, Row } from '#app/ui/gallery/gallery-part.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'

interface ThemeSample extends CSSProperties {
	readonly '--tenant-accent': string
	readonly '--tenant-accent-dark': string
	readonly '--tenant-mark': string
}

const THEMES: readonly { name: string; initials: string; style: ThemeSample }[] = [
	{
		name: 'Aurora Medical',
		initials: 'AM',
		style: { '--tenant-accent': '#0a5c78', '--tenant-accent-dark': '#5bbfdd', '--tenant-mark': '#0a5c78' },
	},
	{
		name: 'Harvest Foods',
		initials: 'HF',
		style: { '--tenant-accent': '#4d6510', '--tenant-accent-dark': '#b3cf62', '--tenant-mark': '#5b7415' },
	},
]

/** Two tenants' accents side by side. Status keeps its colours. */
export function ThemePart() {
	return (
		<GalleryPart title="Tenants' accents">
			<Grid>
				{THEMES.map(({ name, initials, style }) => (
					<div key={name} data-tenant={initials} style={style} className={span(6)}>
						<Card>
							<div className="mb-3 flex items-center gap-2.5 font-medium">
								<span
									aria-hidden="true"
									className="grid size-6 place-items-center rounded-2 bg-tenant-mark text-11 font-semibold text-white"
								>
									{initials}
								</span>
								{name}
							</div>
							<Row>
								<Button variant="primary" icon={FlaskConical}>
									Primary
								</Button>
								<Button icon={Download}>Secondary</Button>
								<StatusChip tone="released" label="Released" />
								<Switch label="On" defaultChecked />
							</Row>
							<ProgressBar label="Progress" bare done={62} total={100} className="mt-3" />
						</Card>
					</div>
				))}
			</Grid>
		</GalleryPart>
	)
}
