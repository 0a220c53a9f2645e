import { Signature } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#app/ui/actions/button.tsx'
import { ConfirmDialog } from '#app/ui/actions/confirm-dialog.tsx'
import { Dialog } from '#app/ui/actions/dialog.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { SignatureBox } from '#app/ui/forms/signature-box.tsx'
import { GalleryPart, Row } from '#app/ui/gallery/gallery-part.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'

/** What floats, and messages on the page. */
export function FloatingPart() {
	const [signing, setSigning] = useState(false)
	const [asking, setAsking] = useState(false)
	return (
		<>
			<GalleryPart title="Dialogs and toasts">
				<Row>
					<Button icon={Signature} onClick={() => setSigning(true)}>
						Sign…
					</Button>
					<Button variant="danger" onClick={() => setAsking(true)}>
						Cancel import…
					</Button>
					<Button
						onClick={() =>
							showToast({
								tone: 'released',
								title: '8 lots put on hold',
								detail: 'HLD-0413, with the reason you gave',
								action: { label: 'View', onClick: () => undefined },
							})
						}
					>
						Show a toast
					</Button>
					<Button
						onClick={() =>
							showToast({ tone: 'waiting', title: '正在导入，2,310 / 3,402 行', progress: 0.68 }, 'import')
						}
					>
						Show progress
					</Button>
				</Row>
				<Dialog
					open={signing}
					onOpenChange={setSigning}
					title="Sign: release CG26-1102-01"
					description="Second of two signatures. The first was given today at 09:12."
					keepOpenOnOutside
					footer={
						<>
							<Button onClick={() => setSigning(false)}>Cancel</Button>
							<Button variant="primary" icon={Signature}>
								Sign and release
							</Button>
						</>
					}
				>
					<SignatureBox
						meaning="approved"
						statement="I confirm that all 12 release conditions are met for 96 pcs."
						signer="Lin W."
						time="22 Nov 2026, 10:31 (UTC+8)"
					/>
				</Dialog>
				<ConfirmDialog
					open={asking}
					onOpenChange={setAsking}
					title="Cancel this import?"
					confirmLabel="Cancel the import"
					cancelLabel="Go on importing"
					variant="danger"
					onConfirm={() => setAsking(false)}
				>
					2,310 rows are registered already and stay. The other 1,092 are not imported.
				</ConfirmDialog>
			</GalleryPart>
			<GalleryPart title="Messages">
				<Stack className="gap-2!">
					<Note tone="warn" title="This lot expires in 9 days" actions={<Button size="sm">Plan its use</Button>}>
						Use or release it before 1 Dec 2026.
					</Note>
					<Note tone="released" title="Released">
						Two signatures were given on 22 Nov 2026.
					</Note>
					<Note tone="accent">A new version of this rule takes effect tomorrow at 00:00 (UTC+8).</Note>
				</Stack>
			</GalleryPart>
		</>
	)
}
