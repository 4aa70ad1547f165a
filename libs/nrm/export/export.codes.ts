/** Ours: what a copy of an organisation's cases is for. */
export const exportPurposes = ['CaseManagement', 'Reporting', 'Audit'] as const;
export type ExportPurpose = (typeof exportPurposes)[number];

/** Hours after its approval in which an export may be taken. */
export const exportApprovalHours = 24;
