//! Frames on their way from the workers to the encoder: bounded, in order.

use pavo_display_list::Digest;
use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A frame in the encoder's form; frames that are the same share one.
pub(crate) type Planes = Arc<Vec<u8>>;

/// How long a wait lasts before the film's end is checked for again.
const PATIENCE: Duration = Duration::from_millis(50);

/// A bounded ring of frame slots. Workers take the next frame number and hand the frame in; the feeder takes
/// frames out in order. A worker that is too far ahead waits, so that memory stays bounded.
pub(crate) struct Ring {
    slots: u32,
    frames_total: u32,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    next_to_draw: u32,
    next_to_write: u32,
    ready: BTreeMap<u32, Planes>,
    /// Frames that were drawn last, by what they show: a frame that shows the same need not be drawn.
    recent: Vec<(Digest, Planes)>,
    /// Buffers that nobody uses any more.
    spare: Vec<Vec<u8>>,
    is_over: bool,
}

impl Ring {
    /// A ring for a film of so many frames, of which so many are kept at once.
    pub(crate) fn new(frames_total: u32, slots: u32) -> Self {
        Self { slots: slots.max(1), frames_total, state: Mutex::default(), changed: Condvar::new() }
    }

    /// The next frame to draw; `None` when there is none, or the film is over.
    pub(crate) fn next_to_draw(&self) -> Option<u32> {
        let mut state = self.lock();
        loop {
            if state.is_over || state.next_to_draw >= self.frames_total {
                return None;
            }
            if state.next_to_draw < state.next_to_write + self.slots {
                state.next_to_draw += 1;
                return Some(state.next_to_draw - 1);
            }
            state = self.wait(state);
        }
    }

    /// A frame that was drawn lately and shows the same.
    pub(crate) fn same_as(&self, digest: Digest) -> Option<Planes> {
        let state = self.lock();
        state.recent.iter().find(|(known, _)| *known == digest).map(|(_, planes)| Arc::clone(planes))
    }

    /// A buffer to convert a frame into, of `bytes` bytes.
    pub(crate) fn buffer(&self, bytes: usize) -> Vec<u8> {
        let mut buffer = self.lock().spare.pop().unwrap_or_default();
        buffer.resize(bytes, 0);
        buffer
    }

    /// Gives back a frame that a worker kept for itself.
    pub(crate) fn give_back(&self, planes: Planes) {
        self.lock().recycle(planes);
    }

    /// Hands a frame in.
    pub(crate) fn put(&self, frame_index: u32, digest: Digest, planes: Planes) {
        let mut state = self.lock();
        if !state.recent.iter().any(|(known, _)| *known == digest) {
            if state.recent.len() >= RECENT_FRAMES {
                let (_, oldest) = state.recent.remove(0);
                state.recycle(oldest);
            }
            state.recent.push((digest, Arc::clone(&planes)));
        }
        state.ready.insert(frame_index, planes);
        drop(state);
        self.changed.notify_all();
    }

    /// The next frame to write, if it comes within a short time.
    pub(crate) fn take_next(&self) -> Option<Planes> {
        let mut state = self.lock();
        let index = state.next_to_write;
        if !state.ready.contains_key(&index) {
            state = self.wait(state);
        }
        state.ready.remove(&index)
    }

    /// Frees the slot of the frame that was taken last.
    pub(crate) fn written(&self, planes: Planes) {
        let mut state = self.lock();
        state.next_to_write += 1;
        state.recycle(planes);
        drop(state);
        self.changed.notify_all();
    }

    /// Ends the film: workers find no further frame.
    pub(crate) fn end(&self) {
        self.lock().is_over = true;
        self.changed.notify_all();
    }

    /// Whether the film was ended early.
    pub(crate) fn is_over(&self) -> bool {
        self.lock().is_over
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A worker that panicked while it held the lock left nothing half done: each change is one statement.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'g>(&self, state: MutexGuard<'g, State>) -> MutexGuard<'g, State> {
        self.changed.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Frames that are remembered for frames that show the same.
const RECENT_FRAMES: usize = 4;

impl State {
    /// The buffer of a frame becomes a spare one when this was its last use.
    fn recycle(&mut self, planes: Planes) {
        if let Ok(buffer) = Arc::try_unwrap(planes) {
            self.spare.push(buffer);
        }
    }
}
