import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { FaultPage, NotFoundPage } from '../pages/not-found/page.tsx';
import { Guard } from './guard.tsx';
import { Shell } from './shell/shell.tsx';

/** Loads a page's code only when somebody goes there. */
function page(load: () => Promise<{ readonly Page: ComponentType }>) {
  return async () => ({ Component: (await load()).Page });
}

const forAll = [
  { index: true, lazy: page(() => import('../pages/home/page.tsx')) },
  { path: 'signin', lazy: page(() => import('../pages/sign-in/page.tsx')) },
  { path: 'signin/unified', lazy: page(() => import('../pages/unified/sign-in-page.tsx')) },
  { path: 'signin/wechat', lazy: page(() => import('../pages/wechat-sign-in/page.tsx')) },
  { path: 'signin/phone', lazy: page(() => import('../pages/phone/page.tsx')) },
  { path: 'hand-over', lazy: page(() => import('../pages/hand-over/page.tsx')) },
  { path: 'recover', lazy: page(() => import('../pages/recover/page.tsx')) },
  { path: 'recover/cancel', lazy: page(() => import('../pages/recover-cancel/page.tsx')) },
  { path: 'help', lazy: page(() => import('../pages/help/page.tsx')) },
  { path: 'invitation', lazy: page(() => import('../pages/invitation/page.tsx')) },
  { path: 'courts', lazy: page(() => import('../pages/courts/page.tsx')) },
  { path: 'fees', lazy: page(() => import('../pages/fees/page.tsx')) },
  { path: 'is-it-ours', lazy: page(() => import('../pages/is-it-ours/page.tsx')) },
  { path: 'network', lazy: page(() => import('../pages/network/page.tsx')) },
  {
    path: 'practice/payments/:number',
    lazy: page(() => import('../pages/practice-payment/page.tsx')),
  },
];

const forLitigants = [
  { path: 'proofing', lazy: page(() => import('../pages/proofing/page.tsx')) },
  { path: 'proofing/unified', lazy: page(() => import('../pages/unified/proofing-page.tsx')) },
  { path: 'capacity', lazy: page(() => import('../pages/capacity/page.tsx')) },
  { path: 'helpers/:pass', lazy: page(() => import('../pages/proofing/page.tsx')) },
  { path: 'inbox', lazy: page(() => import('../pages/inbox/page.tsx')) },
  { path: 'inbox/:serviceId', lazy: page(() => import('../pages/service/page.tsx')) },
  { path: 'inbox/:serviceId/sign', lazy: page(() => import('../pages/sign/page.tsx')) },
  {
    path: 'inbox/:serviceId/receipt/:recordId',
    lazy: page(() => import('../pages/receipt/page.tsx')),
  },
  { path: 'filings/:id/relief', lazy: page(() => import('../pages/relief/page.tsx')) },
  { path: 'link', lazy: page(() => import('../pages/link/page.tsx')) },
  { path: 'my-cases', lazy: page(() => import('../pages/my-cases/page.tsx')) },
  { path: 'filings/:id/papers', lazy: page(() => import('../pages/filing-papers/page.tsx')) },
  { path: 'file', lazy: page(() => import('../pages/file/page.tsx')) },
  { path: 'filings', lazy: page(() => import('../pages/filings/page.tsx')) },
  { path: 'filings/:id', lazy: page(() => import('../pages/filing/page.tsx')) },
  { path: 'filings/:id/edit/:step', lazy: page(() => import('../pages/filing-edit/page.tsx')) },
  { path: 'filings/:id/receipt', lazy: page(() => import('../pages/filing-receipt/page.tsx')) },
  { path: 'filings/:id/correct', lazy: page(() => import('../pages/filing-correct/page.tsx')) },
];

const forStaff = [
  { path: 'desk', lazy: page(() => import('../pages/desk/page.tsx')) },
  { path: 'desk/serve', lazy: page(() => import('../pages/serve-many/page.tsx')) },
  { path: 'desk/cases/:caseId', lazy: page(() => import('../pages/case/page.tsx')) },
  {
    path: 'desk/cases/:caseId/deadlines/new',
    lazy: page(() => import('../pages/deadline-start/page.tsx')),
  },
  { path: 'desk/cases/:caseId/issue', lazy: page(() => import('../pages/issue/page.tsx')) },
  { path: 'desk/documents/:documentId', lazy: page(() => import('../pages/document/page.tsx')) },
  { path: 'claim-review', lazy: page(() => import('../pages/claim-review/page.tsx')) },
  {
    path: 'proofing-review',
    lazy: page(() => import('../pages/proofing-review/page.tsx')),
  },
  { path: 'recovery-review', lazy: page(() => import('../pages/recovery-review/page.tsx')) },
  { path: 'settings', lazy: page(() => import('../pages/settings/page.tsx')) },
  { path: 'settings/:group/:name', lazy: page(() => import('../pages/setting/page.tsx')) },
  { path: 'calendar', lazy: page(() => import('../pages/calendar/page.tsx')) },
  { path: 'administration', lazy: page(() => import('../pages/administration/page.tsx')) },
  { path: 'audit', lazy: page(() => import('../pages/audit/page.tsx')) },
  { path: 'data-keeping', lazy: page(() => import('../pages/data-keeping/page.tsx')) },
  { path: 'court-setup', lazy: page(() => import('../pages/court-setup/page.tsx')) },
  { path: 'staff', lazy: page(() => import('../pages/staff/page.tsx')) },
  { path: 'integrity', lazy: page(() => import('../pages/integrity/page.tsx')) },
  { path: 'unread', lazy: page(() => import('../pages/unread/page.tsx')) },
  { path: 'problems', lazy: page(() => import('../pages/problems/page.tsx')) },
  { path: 'cashier', lazy: page(() => import('../pages/cashier/page.tsx')) },
  { path: 'review', lazy: page(() => import('../pages/review/page.tsx')) },
  { path: 'review/:filingId', lazy: page(() => import('../pages/review/page.tsx')) },
  {
    path: 'desk/cases/:caseId/issue-many',
    lazy: page(() => import('../pages/issue-many/page.tsx')),
  },
];

const forAnyone = [
  { path: 'deadlines', lazy: page(() => import('../pages/deadlines/page.tsx')) },
  { path: 'deadlines/sheet', lazy: page(() => import('../pages/deadline-sheet/page.tsx')) },
  { path: 'deadlines/:deadlineId', lazy: page(() => import('../pages/deadline/page.tsx')) },
  { path: 'helpers', lazy: page(() => import('../pages/helping/page.tsx')) },
  { path: 'keys', lazy: page(() => import('../pages/keys/page.tsx')) },
  { path: 'account', lazy: page(() => import('../pages/account/page.tsx')) },
  { path: 'account/signatures', lazy: page(() => import('../pages/signatures/page.tsx')) },
  { path: 'account/reads', lazy: page(() => import('../pages/reads/page.tsx')) },
  { path: 'account/data', lazy: page(() => import('../pages/my-data/page.tsx')) },
  { path: 'account/security', lazy: page(() => import('../pages/security/page.tsx')) },
  { path: 'notices', lazy: page(() => import('../pages/notices/page.tsx')) },
  { path: 'account/notices', lazy: page(() => import('../pages/notice-preferences/page.tsx')) },
  { path: 'account/wechat', lazy: page(() => import('../pages/wechat/page.tsx')) },
  { path: 'notices/:noticeId', lazy: page(() => import('../pages/notice/page.tsx')) },
  { path: 'payments/:orderId', lazy: page(() => import('../pages/payment/page.tsx')) },
];

export const router = createBrowserRouter([
  {
    Component: Shell,
    children: [
      {
        ErrorBoundary: FaultPage,
        children: [
          ...forAll,
          { element: <Guard who="litigant" />, children: forLitigants },
          { element: <Guard who="staff" />, children: forStaff },
          {
            element: <Guard who="anyone" />,
            children: forAnyone,
          },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);
