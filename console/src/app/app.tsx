import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { isOffline } from '../api/failure.ts';
import { NotFound, PageFailed } from './failures.tsx';
import { Loading } from '../ui/loading.tsx';
import { Shell } from './shell.tsx';

/** A page and what only it needs come when somebody goes there. */
const page = <Name extends string>(load: () => Promise<Record<Name, () => ReactNode>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] as () => ReactNode }));

const Overview = page(() => import('../pages/overview/overview.tsx'), 'Overview');
const Screen = page(() => import('../pages/overview/screen.tsx'), 'Screen');
const Projects = page(() => import('../pages/projects/projects.tsx'), 'Projects');
const Project = page(() => import('../pages/projects/project.tsx'), 'Project');
const Pace = page(() => import('../pages/pace/pace.tsx'), 'Pace');
const Problems = page(() => import('../pages/problems/problems.tsx'), 'Problems');
const Problem = page(() => import('../pages/problems/problem.tsx'), 'Problem');
const Meetings = page(() => import('../pages/meetings/meetings.tsx'), 'Meetings');
const Meeting = page(() => import('../pages/meetings/meeting.tsx'), 'Meeting');
const CalendarPage = page(() => import('../pages/meetings/calendar.tsx'), 'CalendarPage');
const Minutes = page(() => import('../pages/meetings/minutes.tsx'), 'Minutes');
const MailsAhead = page(() => import('../pages/meetings/mails-ahead.tsx'), 'MailsAhead');
const SeriesPage = page(() => import('../pages/series/one-series.tsx'), 'OneSeries');
const Settings = page(() => import('../pages/settings/settings.tsx'), 'Settings');
const Section = page(() => import('../pages/settings/section.tsx'), 'Section');
const MailText = page(() => import('../pages/settings/mail-text.tsx'), 'MailTextPage');
const People = page(() => import('../pages/people/people.tsx'), 'People');
const Units = page(() => import('../pages/people/units.tsx'), 'Units');
const Imports = page(() => import('../pages/imports/imports.tsx'), 'Imports');
const Import = page(() => import('../pages/imports/import.tsx'), 'Import');
const Supervision = page(() => import('../pages/supervision/supervision.tsx'), 'Supervision');
const Visits = page(() => import('../pages/supervision/visits.tsx'), 'Visits');
const Visit = page(() => import('../pages/supervision/visit.tsx'), 'Visit');

/** The server answers exactly these addresses with the console: `CONSOLE_PATHS` in src/access/open.ts has the same list, and a test compares them. */
const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <PageFailed />,
    children: [
      { index: true, element: <Overview /> },
      { path: 'projects', element: <Projects /> },
      { path: 'projects/:code', element: <Project /> },
      { path: 'pace', element: <Pace /> },
      { path: 'problems', element: <Problems /> },
      { path: 'problems/:code', element: <Problem /> },
      { path: 'month', element: <CalendarPage /> },
      { path: 'dispatch', element: <Meetings /> },
      { path: 'dispatch/:series/:date', element: <Meeting /> },
      { path: 'dispatch/:series/:date/minutes', element: <Minutes /> },
      { path: 'dispatch/:series/:date/mails', element: <MailsAhead /> },
      { path: 'dispatch/:series', element: <SeriesPage /> },
      { path: 'supervision', element: <Supervision /> },
      { path: 'supervision/visits', element: <Visits /> },
      { path: 'supervision/visits/:code', element: <Visit /> },
      { path: 'settings', element: <Settings /> },
      { path: 'settings/:section', element: <Section /> },
      { path: 'settings/texts/:kind/:variant', element: <MailText /> },
      { path: 'people', element: <People /> },
      { path: 'units', element: <Units /> },
      { path: 'import', element: <Imports /> },
      { path: 'import/:id', element: <Import /> },
      { path: '*', element: <NotFound /> },
    ],
  },
  {
    path: 'screen',
    errorElement: <PageFailed />,
    element: (
      <Suspense fallback={<Loading />}>
        <Screen />
      </Suspense>
    ),
  },
]);

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal is an answer: asked again it is the same. A broken line is not.
      retry: (failures, error) => isOffline(error) && failures < 3,
    },
    mutations: { retry: false },
  },
});

export const App = () => (
  <QueryClientProvider client={queries}>
    <RouterProvider router={router} />
  </QueryClientProvider>
);
