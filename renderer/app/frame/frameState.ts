import { create } from 'zustand';

interface FrameState {
  readonly palette: boolean;
  readonly keys: boolean;
  readonly notices: boolean;
}

/** What of the frame is open; never stored. */
export const useFrameState = create<FrameState>(() => ({ palette: false, keys: false, notices: false }));

export const toggleNotices = () => useFrameState.setState(({ notices }) => ({ notices: !notices }));
