import { Navigate } from '@tanstack/react-router';
import { menuOf } from './menu.js';
import { NotFoundPage } from './not-found.page.js';
import { useMe } from './session.js';

/** Where somebody begins: the first page of their menu. */
export function HomePage() {
  const [first] = menuOf(useMe().roles);
  return first ? <Navigate to={first.path} replace /> : <NotFoundPage />;
}
