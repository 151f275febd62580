export { AUDIT_ACTS, type AuditAct } from '../../store/tables/audit.ts';
export { type Denied, noteDenial } from './denials.ts';
export {
  type AuditPage,
  type AuditSearch,
  type AuditView,
  listAudit,
  listReadsOfMine,
  readAuditProof,
} from './list.ts';
