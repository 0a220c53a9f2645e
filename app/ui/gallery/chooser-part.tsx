import { useState } from 'react'
import type { Choice, ChoiceList } from '#app/core/choice.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog } from '#app/ui/actions/dialog.tsx'
import { Chooser } from '#app/ui/forms/chooser.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FindAnother } from '#app/ui/forms/find-another.tsx'
import { ManyChooser } from '#app/ui/forms/many-chooser.tsx'
import { GalleryPart, Row } from '#app/ui/gallery/gallery-part.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { CardMore } from '#app/ui/layout/card-more.tsx'

const site = (value: string, code: string, name: string): Choice => ({ value, code, name, detail: null, unit: null })
const SITES = [site('sz2', 'SZ2', 'Suzhou Plant 2'), site('rot', 'ROT', 'Rotterdam')]
const SHORT: ChoiceList = { from: '/dev/choices?', all: SITES, chosen: [] }
const LONG: ChoiceList = { from: '/dev/choices?', all: null, chosen: [] }

/** One or several of a list of any length, on a page and in a dialog. */
export function ChooserPart() {
	const [one, setOne] = useState('rod-1500')
	const [many, setMany] = useState(['rod-7', 'rod-1984'])
	const [few, setFew] = useState(['sz2'])
	const [isOpen, setOpen] = useState(false)
	const [inside, setInside] = useState('')
	return (
		<GalleryPart title="Choosers: short lists are sent, of long ones any record is found">
			<Card>
				<FieldGrid>
					<Field label="Site, of 2" name="galleryShort">
						<Chooser name="galleryShort" list={SHORT} defaultValue="rot" />
					</Field>
					<Field label="Item, of 2,000" name="galleryLong" required>
						<Chooser name="galleryLong" list={LONG} value={one} onChoose={setOne} />
					</Field>
					<ManyChooser label="Sites" list={SHORT} values={few} onChange={setFew} />
					<ManyChooser label="Items" list={LONG} values={many} onChange={setMany} />
				</FieldGrid>
				<Row>
					<Button onClick={() => setOpen(true)}>Choose in a dialog…</Button>
				</Row>
			</Card>
			<Card title="Items" padding="flush" className="mt-4">
				<FindAnother
					key={many.length}
					said="2 of 2,000 are listed."
					label="Find and add another item"
					list={LONG}
					onAdd={(found) => found && setMany([...many, found.value])}
				/>
				<CardMore to="/items" shown={2} all={2_000} />
			</Card>
			<Dialog
				open={isOpen}
				onOpenChange={setOpen}
				title="Choose an item"
				description="The list lies over the dialog; Escape closes it first, and the dialog with the next one."
				footer={<Button onClick={() => setOpen(false)}>Done</Button>}
			>
				<Field label="Item of the dialog" name="galleryInside">
					<Chooser name="galleryInside" list={LONG} value={inside} onChoose={setInside} />
				</Field>
			</Dialog>
		</GalleryPart>
	)
}
