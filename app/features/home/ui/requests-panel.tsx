import {
	ClipboardList,
	FileText,
	FileUp,
	FileWarning,
	Fingerprint,
	Handshake,
	Inbox,
	ListTodo,
	type LucideIcon,
	OctagonPause,
	RotateCcw,
	Truck,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { initialsOf } from '#app/core/initials.ts'
import { workLink } from '#app/features/work/work.model.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ProgressBar } from '#app/ui/charts/progress-bar.tsx'
import { BlockingAside, BlockingPanel } from '#app/ui/data/blocking-panel.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import type { SupplierHomeData } from '../read-home.server.ts'
import type { RequestKind, SupplierRequest } from '../supplier-home.queries.server.ts'

type RequestsData = Pick<SupplierHomeData, 'requests' | 'standing' | 'contact'>

const LOOKS: Record<RequestKind, { icon: LucideIcon; tone: Tone; to: (id: string, count: number) => string }> = {
	recall: {
		icon: RotateCcw,
		tone: 'recalled',
		to: (id, count) => (count > 1 ? '/lots?status=recalled' : `/lots/${id}`),
	},
	certificate: { icon: FileText, tone: 'warn', to: () => '/documents/new' },
	'missing-certificate': { icon: FileWarning, tone: 'warn', to: (id) => `/documents/new?lot=${id}` },
	identifiers: {
		icon: Fingerprint,
		tone: 'warn',
		to: (id, count) => (count > 1 ? '/lots?status=announced&lacking=1' : `/lots/${id}`),
	},
	'import-open': { icon: FileUp, tone: 'waiting', to: (id) => `/imports/${id}` },
	'import-errors': { icon: FileUp, tone: 'warn', to: (id) => `/imports/${id}` },
	'delivery-late': { icon: Truck, tone: 'rejected', to: (id) => `/deliveries/${id}` },
	'line-held': { icon: OctagonPause, tone: 'hold', to: (id) => `/deliveries/${id}` },
	approval: { icon: Handshake, tone: 'warn', to: () => '' },
	task: { icon: ListTodo, tone: 'waiting', to: (target) => workLink({ kind: 'task', id: '', target }) },
}

/** What the customer asks of a supplier, by due date, and what stands still meanwhile. */
export function RequestsPanel({ home, tenant }: { home: RequestsData; tenant: string }) {
	const { t } = useTranslation('home')
	if (home.requests.length === 0)
		return (
			<Note tone="pass" title={t('supplier.nothing')}>
				{t('supplier.nothingText')}
			</Note>
		)
	return <Panel home={home} tenant={tenant} />
}

function Panel({ home, tenant }: { home: RequestsData; tenant: string }) {
	const { t } = useTranslation('home')
	const { date } = useReader()
	const words = useRequestWords(tenant)
	return (
		<BlockingPanel
			tone="quarantine"
			icon={Inbox}
			title={t('supplier.panel')}
			note={t('supplier.byDue')}
			items={home.requests.map((request) => {
				const look = LOOKS[request.kind]
				const due = request.dueOn
					? t(request.overdue ? 'supplier.request.overdue' : 'supplier.request.due', { date: date(request.dueOn) })
					: undefined
				return {
					key: `${request.kind}${request.id}`,
					tone: request.overdue ? ('rejected' as const) : look.tone,
					icon: look.icon,
					title: words.title(request),
					detail: words.detail(request),
					who: { name: tenant, initials: initialsOf(tenant), ...(due ? { due, overdue: request.overdue } : {}) },
					action: (
						<RequestAction
							request={request}
							label={words.action(request)}
							to={look.to(request.id, request.count)}
							email={home.contact?.email}
						/>
					),
				}
			})}
			aside={<Standing home={home} tenant={tenant} />}
		/>
	)
}

function RequestAction({
	request,
	label,
	to,
	email,
}: {
	request: SupplierRequest
	label: string
	to: string
	email: string | undefined
}) {
	if (request.kind !== 'approval')
		return (
			<ButtonLink to={to} size="sm">
				{label}
			</ButtonLink>
		)
	if (!email) return null
	return (
		<Button asChild size="sm">
			<a href={`mailto:${email}?subject=${encodeURIComponent(request.label)}`}>{label}</a>
		</Button>
	)
}

function useRequestWords(tenant: string) {
	const { t } = useTranslation('home')
	const { say } = useReader()
	const values = (request: SupplierRequest) => ({
		label: request.label,
		name: request.name ? say(request.name) : '',
		tenant,
		count: request.count,
	})
	const key = (request: SupplierRequest, part: string) => `supplier.request.${request.kind}.${part}`
	return {
		title: (request: SupplierRequest) => t(key(request, 'title'), values(request)),
		detail: (request: SupplierRequest) =>
			t(
				key(request, request.kind === 'certificate' ? (request.overdue ? 'endedText' : 'endsText') : 'text'),
				values(request),
			),
		action: (request: SupplierRequest) =>
			request.kind === 'recall' ? t('supplier.request.open') : t(key(request, 'action')),
	}
}

function Standing({ home, tenant }: { home: RequestsData; tenant: string }) {
	const { t } = useTranslation('home')
	const { number } = useReader()
	const { standing, contact } = home
	const rows = [
		{ label: t('supplier.onHold'), value: standing.onHold },
		{ label: t('supplier.refusedRows'), value: standing.refusedRows },
		{ label: t('supplier.lotsInAll'), value: standing.lots },
	]
	return (
		<>
			<BlockingAside label={t('supplier.stuck')}>
				<dl className="grid gap-1.5">
					{rows.map((row) => (
						<div key={row.label} className="flex justify-between gap-3">
							<dt>{row.label}</dt>
							<dd className="font-semibold">{number(row.value)}</dd>
						</div>
					))}
				</dl>
			</BlockingAside>
			{standing.running && (
				<BlockingAside label={t('supplier.running')}>
					<ProgressBar
						label={standing.running.fileName}
						done={standing.running.processed}
						total={standing.running.rows}
						text={t('supplier.rowsOf', {
							done: number(standing.running.processed),
							all: number(standing.running.rows),
						})}
					/>
				</BlockingAside>
			)}
			{contact && (
				<BlockingAside label={t('supplier.contact')}>
					<p className="flex items-center gap-2">
						<ClipboardList aria-hidden="true" className="text-text-3" />
						{tenant}
					</p>
					<a href={`mailto:${contact.email}`}>{contact.email}</a>
					{contact.phone && <p className="text-text-2">{contact.phone}</p>}
				</BlockingAside>
			)}
		</>
	)
}
