import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense } from 'react';
import { Announcer } from '../components/announcer.js';
import { Loading } from '../components/loading.js';
import { theme } from '../theme/theme.js';
import { queryClient } from './query-client.js';
import { router } from './router.js';

/** The application: what everything in it stands on. */
export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Announcer>
          <Suspense fallback={<Loading />}>
            <RouterProvider router={router} />
          </Suspense>
        </Announcer>
      </QueryClientProvider>
    </MantineProvider>
  );
}
