import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { LoadingBars } from '../elements/states.tsx'

/** No frame at all: sign-in, the hall's screen. */
export const Frame = () => (
  <Suspense fallback={<LoadingBars />}>
    <Outlet />
  </Suspense>
)
