import { PackageCheck, Pencil, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CASES } from '../case.model.ts'
import type { CasePage } from '../case-page.server.ts'
import { DeviateDialog, EditDialog, GoodsDialog } from './case-dialogs.tsx'

/** What can be done with a case besides its steps: change it, let it lead to something else, book the goods of a return. */
export function CaseMenu({ page }: { page: CasePage }) {
	const { t } = useTranslation('cases')
	const { one, may, lots } = page
	const [open, setOpen] = useState<'edit' | 'deviate' | 'goods' | null>(null)
	const leads = one.kind === 'complaint' || one.kind === 'capa' ? may.open : []
	return (
		<>
			{may.change && (
				<Button icon={Pencil} onClick={() => setOpen('edit')}>
					{t('edit.open')}
				</Button>
			)}
			{may.deviate && lots.rows.length > 0 && (one.kind === 'complaint' || one.kind === 'return') && (
				<Button icon={TriangleAlert} onClick={() => setOpen('deviate')}>
					{t('deviate.open')}
				</Button>
			)}
			{leads.map((kind) => (
				<ButtonLink key={kind} to={`${CASES[kind].path}/new?from=case:${one.id}`}>
					{t(`kinds.${kind}.openFrom`)}
				</ButtonLink>
			))}
			{may.moveGoods && (
				<Button variant="primary" icon={PackageCheck} onClick={() => setOpen('goods')}>
					{t(one.topic === 'from_customer' ? 'goods.in' : 'goods.out')}
				</Button>
			)}
			{open === 'edit' && <EditDialog page={page} onClose={() => setOpen(null)} />}
			{open === 'deviate' && <DeviateDialog page={page} onClose={() => setOpen(null)} />}
			{open === 'goods' && <GoodsDialog page={page} onClose={() => setOpen(null)} />}
		</>
	)
}
