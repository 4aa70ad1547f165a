import { Outlet, useLocation } from '@tanstack/react-router';
import { Suspense } from 'react';
import { Loading } from '../components/loading.js';
import { ProblemMessage } from '../components/problem-message.js';
import { Outside } from './outside.js';
import { pages } from './pages.js';
import { useStanding } from './session.js';
import { Shell } from './shell.js';
import { SignInPage } from './sign-in.page.js';

/** Who is nobody here gets the page to sign in, or one that is for them, too; everybody else the application. */
export function Door() {
  const { data, error, refetch } = useStanding();
  if (error) return <ProblemMessage error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  if (data.kind === 'nobody') return <Nobody />;
  return (
    <Shell standing={data}>
      <Outlet />
    </Shell>
  );
}

function Nobody() {
  const { pathname } = useLocation();
  const page = pages.find(({ path, outsideToo }) => outsideToo === true && path === pathname);
  if (page === undefined) return <SignInPage />;
  return (
    <Outside>
      <Suspense fallback={<Loading />}>
        <page.component />
      </Suspense>
    </Outside>
  );
}
