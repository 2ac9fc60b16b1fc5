import { splitBilingual } from '../../shared/domain/bilingual.ts';
import { type ErrorRow, row } from '../http/error-table.ts';
import type { FaultDetail } from '../http/fault.ts';
import { InspectionRejected } from './check-inspection.ts';
import { CampaignOver, InspectionConflict } from './take-in.ts';

const OVER_ZH = '该专项行动已结束，不再接收检查；请报送到正在进行的专项行动';
const CONFLICT_ZH = '该检查编号已用过，且内容不同；如需更正，请用新编号报送';

/** What is wrong with an inspection that was not taken in; undefined for an error that is not its fault. */
export function faultsOf(error: unknown): readonly FaultDetail[] | undefined {
  if (error instanceof InspectionRejected) {
    return error.faults.map(({ path, message }) => {
      const { zh, en } = splitBilingual(message);
      return { path, message: zh, messageEn: en };
    });
  }
  if (error instanceof InspectionConflict) return [{ path: 'id', message: CONFLICT_ZH, messageEn: error.message }];
  if (error instanceof CampaignOver) return [{ path: '', message: OVER_ZH, messageEn: error.message }];
  return undefined;
}

/** How the errors of an intake are told. */
export const INTAKE_ERRORS: readonly ErrorRow[] = [
  row(InspectionRejected, (error) => ({
    status: 422,
    error: 'inspection-rejected',
    message: `检查记录有 ${error.faults.length} 处与本专项行动不符，详见 details`,
    messageEn: `${error.faults.length} things in the inspection do not fit this campaign; see details`,
    details: faultsOf(error) ?? [],
  })),
  row(InspectionConflict, (error) => ({
    status: 409,
    error: 'inspection-conflict',
    message: CONFLICT_ZH,
    messageEn: error.message,
  })),
  row(CampaignOver, (error) => ({
    status: 409,
    error: 'campaign-ended',
    message: OVER_ZH,
    messageEn: error.message,
  })),
];
