/** Roles of the staff, as every page names them. */
export const zh = {
  litigant: '当事人',
  judge: '法官',
  clerk: '书记员',
  filingReviewer: '立案审查',
  mediator: '调解员',
  archivist: '档案管理',
  finance: '财务',
  administrator: '管理员',
};
export const en: typeof zh = {
  litigant: 'Party',
  judge: 'Judge',
  clerk: 'Clerk',
  filingReviewer: 'Filing reviewer',
  mediator: 'Mediator',
  archivist: 'Archivist',
  finance: 'Finance',
  administrator: 'Administrator',
};
