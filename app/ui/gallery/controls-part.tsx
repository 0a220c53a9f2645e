import { Check, Ellipsis, OctagonPause, Printer, Share2, Table2, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Menu } from '#app/ui/actions/menu.tsx'
import { Segmented } from '#app/ui/actions/segmented.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { RadioGroup } from '#app/ui/forms/radio-group.tsx'
import { Switch } from '#app/ui/forms/switch.tsx'
import { GalleryPart, Row } from '#app/ui/gallery/gallery-part.tsx'
import { Count } from '#app/ui/status/count.tsx'
import { OutcomeChip } from '#app/ui/status/outcome-chip.tsx'
import { Person } from '#app/ui/status/person.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { Tag } from '#app/ui/status/tag.tsx'

/** Status, buttons and small controls. */
export function ControlsPart() {
	const [view, setView] = useState<'graph' | 'table'>('graph')
	return (
		<>
			<GalleryPart title="Status, fixed for every tenant">
				<Row>
					<StatusChip tone="draft" label="Draft" />
					<StatusChip tone="quarantine" label="Quarantine" />
					<StatusChip tone="waiting" label="Waiting" />
					<StatusChip tone="released" label="Released" />
					<StatusChip tone="hold" label="On hold" />
					<StatusChip tone="rejected" label="Rejected" />
					<StatusChip tone="recalled" label="Recalled" />
					<StatusChip tone="shipped" label="Shipped" />
					<StatusChip tone="active" label="In production" />
				</Row>
			</GalleryPart>
			<GalleryPart title="Decision outcomes">
				<Row>
					<OutcomeChip outcome="pass" label="通过 Pass" />
					<OutcomeChip outcome="warn" label="警告 Warn" />
					<OutcomeChip outcome="block" label="阻止 Block" />
					<OutcomeChip outcome="unknown" label="未知 Unknown" />
					<StatusText tone="released" label="In a table" />
					<StatusText tone="hold" label="冻结" />
					<Tag>Tag</Tag>
					<Count value={12} />
					<Person name="Lin W." initials="LW" detail="due Tue 24 Nov" />
				</Row>
			</GalleryPart>
			<GalleryPart title="Buttons">
				<Row>
					<Button variant="primary" icon={Check}>
						Release…
					</Button>
					<Button>Secondary</Button>
					<Button variant="ghost">Quiet</Button>
					<Button variant="hold" icon={OctagonPause}>
						Hold…
					</Button>
					<Button variant="danger">Reject…</Button>
					<Button variant="danger-fill">Recall…</Button>
				</Row>
				<Row>
					<Button size="sm">Small</Button>
					<ButtonLink to="/lots" size="sm" icon={Share2}>
						A link
					</ButtonLink>
					<Menu
						label="More"
						trigger={<IconButton icon={Ellipsis} label="More" />}
						entries={[
							{ label: 'Trace forward', icon: Share2, to: '/trace' },
							{ label: 'Print label', icon: Printer, onSelect: () => window.print() },
							{ label: 'Ship', icon: Check, onSelect: () => undefined, refusedBecause: 'The lot is on hold' },
							{ divider: true },
							{ label: 'Reject…', icon: X, danger: true, onSelect: () => undefined },
						]}
					/>
					<Button busy>Saving…</Button>
					<Button icon={Check} refusedBecause="2 of 12 release conditions are not met">
						Not allowed
					</Button>
					<Segmented
						label="View"
						value={view}
						onChange={setView}
						segments={[
							{ value: 'graph', label: 'Graph', icon: Share2 },
							{ value: 'table', label: 'Table', icon: Table2 },
						]}
					/>
				</Row>
				<Row>
					<Checkbox label="Chosen" defaultChecked />
					<Checkbox label="Some" indeterminate readOnly />
					<Checkbox label="Not chosen" />
					<RadioGroup
						legend="Scope"
						legendHidden
						name="inline-scope"
						layout="inline"
						defaultValue="narrow"
						options={[
							{ value: 'narrow', label: 'Narrow' },
							{ value: 'broad', label: 'Broad' },
						]}
					/>
					<Switch label="On" defaultChecked />
					<Switch label="Off" />
				</Row>
			</GalleryPart>
		</>
	)
}
