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
  { path: 'invitation', lazy: page(() => import('../pages/invitation/page.tsx')) },
  { path: 'courts', lazy: page(() => import('../pages/courts/page.tsx')) },
  { path: 'network', lazy: page(() => import('../pages/network/page.tsx')) },
];

const forLitigants = [
  { path: 'inbox', lazy: page(() => import('../pages/inbox/page.tsx')) },
  { path: 'inbox/:serviceId', lazy: page(() => import('../pages/service/page.tsx')) },
  { path: 'inbox/:serviceId/sign', lazy: page(() => import('../pages/sign/page.tsx')) },
  {
    path: 'inbox/:serviceId/receipt/:recordId',
    lazy: page(() => import('../pages/receipt/page.tsx')),
  },
];

const forStaff = [
  { path: 'desk', lazy: page(() => import('../pages/desk/page.tsx')) },
  { path: 'desk/serve', lazy: page(() => import('../pages/serve-many/page.tsx')) },
  { path: 'desk/cases/:caseId', lazy: page(() => import('../pages/case/page.tsx')) },
  { path: 'desk/cases/:caseId/issue', lazy: page(() => import('../pages/issue/page.tsx')) },
  { path: 'desk/documents/:documentId', lazy: page(() => import('../pages/document/page.tsx')) },
  { path: 'audit', lazy: page(() => import('../pages/audit/page.tsx')) },
  { path: 'court-setup', lazy: page(() => import('../pages/court-setup/page.tsx')) },
  { path: 'staff', lazy: page(() => import('../pages/staff/page.tsx')) },
  { path: 'integrity', lazy: page(() => import('../pages/integrity/page.tsx')) },
  { path: 'problems', lazy: page(() => import('../pages/problems/page.tsx')) },
];

const forAnyone = [
  { path: 'keys', lazy: page(() => import('../pages/keys/page.tsx')) },
  { path: 'account/reads', lazy: page(() => import('../pages/reads/page.tsx')) },
  { path: 'account/security', lazy: page(() => import('../pages/security/page.tsx')) },
  { path: 'notices', lazy: page(() => import('../pages/notices/page.tsx')) },
  { path: 'notices/:noticeId', lazy: page(() => import('../pages/notice/page.tsx')) },
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
