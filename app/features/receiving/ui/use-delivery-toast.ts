import { useTranslation } from 'react-i18next'
import { showToast } from '#app/ui/feedback/toast.tsx'
import type { DeliveryDone } from '../run-delivery-action.server.ts'

/** What the page's action answers once something is done: the line concerned, none where it was the whole delivery. */
type DeliveryAnswer = { ok: true; lineId: string | null } & DeliveryDone

const isDone = (answer: unknown): answer is DeliveryAnswer =>
	typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true && 'done' in answer

/** Says what was done, of the lot that it was done to. Give it every answer of the page's action. */
export function useDeliveryToast(): (answer: unknown, lotCode?: string) => void {
	const { t } = useTranslation('receiving')
	return (answer, lotCode = '') => {
		if (!isDone(answer)) return
		const { done, count = 0, version = 0, left } = answer
		showToast({
			tone: 'pass',
			title: t(`done.${done}`, { lot: lotCode, count, version }),
			...(done === 'receivePassed' && left ? { detail: t('done.receivePassedLeft', { left }) } : {}),
		})
	}
}
