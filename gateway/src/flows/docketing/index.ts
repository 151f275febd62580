/** Docketing: notices that are made when a case gets its number, and the way of parties without an account to it. */
export { type CaseAccess, type PartyAccess, readCaseAccess, replaceCode } from './access.ts';
export { type LinkView, linkCase, lookAtCode } from './link.ts';
export { makeNotices } from './make.ts';
export { listMyCases, type MyCase } from './mine.ts';
export { type DocketingsSwept, sweepDocketings } from './sweep.ts';
