/** The columns of a small file in the Human Trafficking Case Data Standard. */
export const columns =
  'cas_Name,cas_IncomingReferralDate,org_Type,org_Name,vic_TypeOfExploitation,ext_AgeGroupWhenTrafficked,prs_Gender,prs_Citizenship';

/** Its rows: the second says a gender that is not in the list. */
export const rows = [
  'W-1,2025-03-14,NGO,Night Shelter,ForcedLabour,Adult,Feminine,KG',
  'W-2,2025-03-15,NGO,Night Shelter,ForcedLabour,Adult,Nobody,KG',
  'W-3,2025-03-16,NGO,Night Shelter,Servitude,Child,Masculine,TJ',
];
