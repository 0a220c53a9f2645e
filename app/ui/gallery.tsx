import {
	Box,
	CircleCheck,
	FlaskConical,
	House,
	Printer,
	RotateCcw,
	Share2,
	SlidersHorizontal,
	TriangleAlert,
	User,
} from 'lucide-react'
import { Button } from '#app/ui/actions/button.tsx'
import { GlobalSearch } from '#app/ui/actions/global-search.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { ErrorPage } from '#app/ui/feedback/error-page.tsx'
import { CanvasPart } from '#app/ui/gallery/canvas-part.tsx'
import { ChooserPart } from '#app/ui/gallery/chooser-part.tsx'
import { ControlsPart } from '#app/ui/gallery/controls-part.tsx'
import { DetailPart } from '#app/ui/gallery/detail-part.tsx'
import { FloatingPart } from '#app/ui/gallery/floating-part.tsx'
import { FormPart } from '#app/ui/gallery/form-part.tsx'
import { GalleryPart } from '#app/ui/gallery/gallery-part.tsx'
import { LOTS } from '#app/ui/gallery/samples.ts'
import { TablePart } from '#app/ui/gallery/table-part.tsx'
import { ThemePart } from '#app/ui/gallery/theme-part.tsx'
import { AppShell } from '#app/ui/layout/app-shell.tsx'
import type { NavGroup } from '#app/ui/layout/nav.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Verdict } from '#app/ui/layout/verdict.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'

const NAV: readonly NavGroup[] = [
	{ items: [{ to: '/', label: 'Home', icon: House, end: true }] },
	{
		label: 'Work',
		items: [
			{ to: '/queue', label: 'Release queue', icon: CircleCheck, count: 12, hot: true },
			{ to: '/lots', label: 'Lots', icon: Box },
			{ to: '/results', label: 'Results', icon: FlaskConical, count: 3 },
			{ to: '/deviations', label: 'Deviations', icon: TriangleAlert, count: 5 },
			{ to: '/recalls', label: 'Recalls', icon: RotateCcw, count: 1 },
		],
	},
	{ label: 'Find', items: [{ to: '/trace', label: 'Trace centre', icon: Share2 }] },
	{ label: 'Configure', items: [{ to: '/rules', label: 'Rules', icon: SlidersHorizontal }] },
]

const findLots = async (query: string) => [
	{
		label: 'Lots',
		entries: LOTS.filter(({ code }) => code.toLowerCase().includes(query.toLowerCase())).map((lot) => ({
			to: `/lots/${lot.code}`,
			label: lot.code,
			detail: lot.item,
			mono: true,
			tone: lot.tone,
		})),
	},
]

/** Every component in one place, for people who build screens. Toasts need the root's `<Toaster>`. */
export function Gallery({ language = 'en' }: { language?: string }) {
	return (
		<AppShell
			brand={{ initials: 'AM', name: 'Aurora Medical', product: 'Lotline 批迹', homeTo: '/' }}
			nav={NAV}
			user={{ name: 'Lin W.', initials: 'LW', detail: 'Quality reviewer, Suzhou' }}
			userMenu={[{ label: 'Profile', icon: User, to: '/profile' }]}
			logoutAction="/logout"
			preferencesAction="/preferences"
			language={language}
			theme="system"
			notifications={{ to: '/notifications', unread: 3 }}
			search={
				<GlobalSearch
					search={findLots}
					pages={{ label: 'Go to', entries: NAV.flatMap(({ items }) => items) }}
					searchHref={(query) => `/search?q=${encodeURIComponent(query)}`}
				/>
			}
		>
			<PageHead
				crumbs={[
					{ label: 'Lots', to: '/lots' },
					{ label: 'Spinal rods', to: '/lots?item=rods' },
					{ label: 'TR26-1107-03' },
				]}
				title="TR26-1107-03"
				mono
				status={<StatusChip tone="hold" label="On hold" size="lg" />}
				subtitle="Spinal rod Ø 5.5 × 120 mm, Ti-6Al-4V ELI, revision C"
				facts={[
					{ label: 'Quantity', value: '240 pcs' },
					{
						label: 'Supplier lot',
						value: (
							<>
								<span className="mono">B7741-02</span>, Beiling Titanium
							</>
						),
					},
					{ label: 'Made', value: '7 Nov 2026, Suzhou Plant 2' },
					{ label: 'UDI', value: <span className="mono">(01)09521234567899(10)TR26-1107-03</span> },
				]}
				actions={
					<>
						<IconButton icon={Printer} label="Print label" />
						<Button icon={Share2}>Trace</Button>
						<Button variant="primary" icon={FlaskConical}>
							Order retest…
						</Button>
					</>
				}
			/>
			<DetailPart />
			<div className="mt-6">
				<ControlsPart />
				<FormPart />
				<ChooserPart />
				<TablePart />
				<FloatingPart />
				<ThemePart />
				<CanvasPart />
				<GalleryPart title="Public page">
					<Verdict tone="recalled" title="This lot is recalled" actions={<Button variant="primary">What to do</Button>}>
						Do not use it. Checked on 22 Nov 2026, 10:30 (UTC+8) with the manufacturer.
					</Verdict>
				</GalleryPart>
				<GalleryPart title="Error page">
					<ErrorPage
						code={404}
						title="There is no such lot here"
						actions={<Button variant="primary">Search for it</Button>}
						reference="Request 0197a3c2"
					>
						The address may be old, or the lot belongs to another portal.
					</ErrorPage>
				</GalleryPart>
			</div>
		</AppShell>
	)
}
